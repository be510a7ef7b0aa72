/** An error in Whop's form. */
export class WhopApiError extends Error {
	constructor(
		readonly status: number,
		readonly body: { readonly error: Readonly<Record<string, string>> },
	) {
		super(body.error['message'] ?? 'Whop refused the request');
	}
}

function failure(status: number, type: string, message: string): WhopApiError {
	return new WhopApiError(status, { error: { type, message } });
}

export const invalidParameters = (message: string): WhopApiError => failure(400, 'invalid_parameters', message);

/** Whop's documentation shows this one with `code` where the others have `type`. */
export const missingParameter = (name: string): WhopApiError =>
	new WhopApiError(400, { error: { code: 'invalid_request', message: `Missing required parameter: ${name}` } });

export const unauthorized = (): WhopApiError =>
	failure(401, 'unauthorized', 'The API Key supplied is invalid or has been revoked.');
export const forbidden = (): WhopApiError =>
	failure(403, 'forbidden', 'The API Key supplied does not have permission to access this resource.');
export const notFound = (what: string): WhopApiError => failure(404, 'not_found', `${what} was not found.`);
export const conflict = (message: string): WhopApiError => failure(409, 'conflict', message);
export const unprocessable = (message: string): WhopApiError => failure(422, 'unprocessable_entity', message);

/** The delay is in the message only; there is no header. */
export const rateLimited = (seconds: number): WhopApiError =>
	failure(429, 'rate_limit_exceeded', `Try again in ${seconds} second${seconds === 1 ? '' : 's'}.`);

const TYPES: Readonly<Record<number, string>> = {
	400: 'invalid_parameters',
	401: 'unauthorized',
	403: 'forbidden',
	404: 'not_found',
};

/** The error a fault answers with. */
export function faultError(status: number, retryAfter = 1): WhopApiError {
	if (status === 429) return rateLimited(retryAfter);
	if (status === 401) return unauthorized();
	if (status === 403) return forbidden();
	return failure(status, TYPES[status] ?? 'internal_server_error', 'Something went wrong.');
}
