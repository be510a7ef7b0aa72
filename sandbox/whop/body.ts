import type { z } from 'zod';
import { invalidParameters, missingParameter } from './errors';

/** Reads a body. @throws WhopApiError 400 that names the first bad field */
export function read<T>(schema: z.ZodType<T>, body: unknown): T {
	const parsed = schema.safeParse(body ?? {});
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const name = issue?.path.join('.') ?? '';
	if (issue?.code === 'invalid_type' && issue.input === undefined) throw missingParameter(name);
	throw invalidParameters(`${name}: ${issue?.message ?? 'invalid'}`);
}
