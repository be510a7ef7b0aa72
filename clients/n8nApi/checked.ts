import type { z } from 'zod';
import { AutopilotError } from '../../core/errors';
import type { HttpClient, HttpRequest } from '../http/httpClient';

/** Sends a request to n8n and checks the shape of the answer. */
export type CheckedRequest = <T>(request: HttpRequest, shape: z.ZodType<T>) => Promise<T>;

/**
 * @returns a function that throws what `HttpClient.request` throws, API_UNREACHABLE while n8n is starting, and
 * API_RESPONSE_INVALID naming the call and the field that has another shape.
 */
export function createCheckedRequest(http: HttpClient): CheckedRequest {
	return async (request, shape) => {
		const call = `${request.method} ${request.path}`;
		const { data } = await http.request(request);
		// For some seconds after a start n8n answers 200 with an empty body.
		if (data === '' || data === undefined)
			throw new AutopilotError('API_UNREACHABLE', `n8n is still starting (${call})`, { service: 'n8n' });
		const result = shape.safeParse(data);
		if (result.success) return result.data;
		const issue = result.error.issues[0];
		const field = issue?.path.join('.') ?? '';
		throw new AutopilotError(
			'API_RESPONSE_INVALID',
			`n8n answered ${call} in an unknown shape: ${field} ${issue?.message ?? ''}`.trim(),
			{
				service: 'n8n',
			},
		);
	};
}
