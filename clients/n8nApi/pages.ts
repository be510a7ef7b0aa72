import { z } from 'zod';
import type { QueryValue } from '../http/httpClient';
import type { CheckedRequest } from './checked';

/** n8n's largest page. */
const PAGE = 250;

/** How a list is read. */
interface Paging {
	/** Items on a page. */
	readonly limit?: number;
}

/** A list page by page, to its end. Nothing is asked for ahead, and nothing of a page is kept. */
export async function* eachPage<T>(
	request: CheckedRequest,
	path: string,
	query: Readonly<Record<string, QueryValue | undefined>>,
	item: z.ZodType<T>,
	{ limit = PAGE }: Paging = {},
): AsyncGenerator<T[], void, undefined> {
	const page = z.object({ data: z.array(item), nextCursor: z.string().nullable() });
	let cursor: string | null = null;
	do {
		const answer: z.infer<typeof page> = await request(
			{ method: 'GET', path, query: { ...query, limit, cursor: cursor ?? undefined } },
			page,
		);
		yield answer.data;
		cursor = answer.nextCursor;
	} while (cursor !== null);
}

/** Reads a list to its end, page by page, or until there are at least `enough` items. */
export async function readPages<T>(
	request: CheckedRequest,
	path: string,
	query: Readonly<Record<string, QueryValue | undefined>>,
	item: z.ZodType<T>,
	{ enough = Number.POSITIVE_INFINITY, ...paging }: Paging & { readonly enough?: number } = {},
): Promise<T[]> {
	const items: T[] = [];
	for await (const page of eachPage(request, path, query, item, paging)) {
		items.push(...page);
		if (items.length >= enough) break;
	}
	return items;
}
