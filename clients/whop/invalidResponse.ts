import type { z } from 'zod';
import { AutopilotError } from '../../core/errors';

/**
 * Checks what Whop answered.
 * @param where field path of the value within the answer, empty for the whole.
 * @throws AutopilotError API_RESPONSE_INVALID, naming the call and the field, e.g. `GET /payments: data[3].total: …`.
 */
export function parseAnswer<T>(schema: z.ZodType<T>, value: unknown, call: string, where = ''): T {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const path = (issue?.path ?? []).reduce<string>(
		(sofar, part) => (typeof part === 'number' ? `${sofar}[${part}]` : `${sofar}${sofar === '' ? '' : '.'}${String(part)}`),
		where,
	);
	throw new AutopilotError(
		'API_RESPONSE_INVALID',
		`Whop answered ${call} in an unknown shape: ${path || 'the answer'}: ${issue?.message ?? 'invalid'}`,
		{ service: 'Whop', field: path },
	);
}
