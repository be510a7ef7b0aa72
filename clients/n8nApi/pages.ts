import { z } from 'zod';
import type { QueryValue } from '../http/httpClient';
import type { CheckedRequest } from './checked';

/** n8n's largest page. */
const PAGE = 250;

/** Reads a list to its end, page by page, or until there are at least `enough` items. */
export async function readPages<T>(
	request: CheckedRequest,
	path: string,
	query: Readonly<Record<string, QueryValue | undefined>>,
	item: z.ZodType<T>,
	{ limit = PAGE, enough = Number.POSITIVE_INFINITY }: { readonly limit?: number; readonly enough?: number } = {},
): Promise<T[]> {
	const page = z.object({ data: z.array(item), nextCursor: z.string().nullable() });
	const items: T[] = [];
	let cursor: string | null = null;
	do {
		const answer: z.infer<typeof page> = await request(
			{ method: 'GET', path, query: { ...query, limit, cursor: cursor ?? undefined } },
			page,
		);
		items.push(...answer.data);
		cursor = answer.nextCursor;
	} while (cursor !== null && items.length < enough);
	return items;
}
