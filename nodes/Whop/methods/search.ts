import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { explained } from '../../shared/ledgerSearch';
import { openWhop, type WhopSession } from '../../shared/whop';

/** A line of a list. */
export interface Entry {
	readonly id: string;
	readonly name: string;
}

type Listing = (session: WhopSession, filter: string, context: ILoadOptionsFunctions) => Promise<readonly Entry[]>;
type ListSearch = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

/** Most entries of a list that Whop searches itself: a page. */
export const PAGE = 100;
/** As many are read of a list that Whop cannot search, and searched here. */
export const MOST = 500;

/** A list that Whop searches. */
export const searchedAtWhop = (listing: Listing): ListSearch =>
	async function (this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		return await explained(this, async () => {
			const entries = await listing(await openWhop(this), filter.trim(), this);
			return { results: entries.map(({ id, name }) => ({ name, value: id })) };
		});
	};

/** A list that is searched here: entries whose name holds the filter, or whose ID it is. */
export const searchedHere = (listing: Listing): ListSearch =>
	searchedAtWhop(async (session, filter, context) => {
		const wanted = filter.toLowerCase();
		const entries = await listing(session, filter, context);
		return entries.filter(({ id, name }) => name.toLowerCase().includes(wanted) || id.toLowerCase() === wanted);
	});

/** A person as a list shows them. */
export const personName = (
	id: string,
	{ userName, username, userEmail }: { userName: string | null; username: string | null; userEmail?: string | null },
): string => [userName ?? username ?? id, userEmail && `(${userEmail})`].filter(Boolean).join(' ');

/** The day of an instant, for lists in which a day tells things apart. */
export const dayPart = (instant: string | null): string => (instant ?? '').slice(0, 10);
