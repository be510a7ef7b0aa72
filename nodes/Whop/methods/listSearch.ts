import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { toNodeError } from '../../shared/errors';
import { collect } from '../actions/collect';
import { openWhop } from '../../shared/whop';

/** Whop's lists of products, plans and promo codes cannot be searched, so as many are read and searched here. */
const MOST = 500;

interface Entry {
	readonly id: string;
	readonly name: string;
}

/** Entries whose name holds the filter, or whose ID it is. */
async function search(
	context: ILoadOptionsFunctions,
	filter: string | undefined,
	entries: () => Promise<readonly Entry[]>,
): Promise<INodeListSearchResult> {
	const wanted = (filter ?? '').toLowerCase();
	return await searchAtWhop(context, async () =>
		(await entries()).filter(({ id, name }) => name.toLowerCase().includes(wanted) || id.toLowerCase() === wanted),
	);
}

async function searchAtWhop(
	context: ILoadOptionsFunctions,
	entries: () => Promise<readonly Entry[]>,
): Promise<INodeListSearchResult> {
	try {
		return { results: (await entries()).map(({ id, name }) => ({ name, value: id })) };
	} catch (error) {
		throw toNodeError(context.getNode(), error, 0);
	}
}

/** Products of the company by title. */
export async function searchProducts(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await search(this, filter, async () => {
		const { whop, client } = await openWhop(this);
		const entries: Entry[] = [];
		for await (const page of whop.listProducts(client, {}, MOST)) {
			entries.push(...page.map(({ id, title }) => ({ id, name: title })));
		}
		return entries;
	});
}

/** Plans of the company by title (or id where they have none) and price. */
export async function searchPlans(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await search(this, filter, async () => {
		const { whop, client } = await openWhop(this);
		const entries: Entry[] = [];
		for await (const page of whop.listPlans(client, {}, MOST)) {
			for (const { id, title, planType, renewalPrice, initialPrice, currency } of page) {
				const price = planType === 'renewal' ? renewalPrice : initialPrice;
				entries.push({ id, name: `${title ?? id} (${price} ${currency})` });
			}
		}
		return entries;
	});
}

/** Promo codes of the company by what buyers type. */
export async function searchPromoCodes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await search(this, filter, async () => {
		const { whop, client } = await openWhop(this);
		const entries: Entry[] = [];
		for await (const page of whop.listPromoCodes(client, {}, MOST)) {
			entries.push(...page.map(({ id, code }) => ({ id, name: code ?? id })));
		}
		return entries;
	});
}

/** Most entries of a list that Whop searches itself: a page. */
const PAGE = 100;

/** Members of the company; Whop searches name, username and e-mail address. */
export async function searchMembers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await searchAtWhop(this, async () => {
		const { whop, client } = await openWhop(this);
		const found = await collect(whop.listMembers(client, { query: filter || undefined }, PAGE));
		return found.map(({ id, userName, username, userEmail }) => ({ id, name: personName(id, userName, username, userEmail) }));
	});
}

/** Affiliates of the company; Whop searches name and username. */
export async function searchAffiliates(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await searchAtWhop(this, async () => {
		const { whop, client } = await openWhop(this);
		const found = await collect(whop.listAffiliates(client, { query: filter || undefined }, PAGE));
		return found.map(({ id, userName, username }) => ({ id, name: personName(id, userName, username, null) }));
	});
}

/** Payments of the company, newest first; Whop searches their buyers. */
export async function searchPayments(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await searchAtWhop(this, async () => {
		const { whop, client } = await openWhop(this);
		const found = await collect(
			whop.listPayments(client, { query: filter || undefined, order: 'created_at', direction: 'desc' }, PAGE),
		);
		return found.map(({ id, createdAt, total, currency, userName, username, userEmail }) => ({
			id,
			name: `${createdAt.slice(0, 10)} ${total} ${currency} ${personName(id, userName, username, userEmail)}`,
		}));
	});
}

const personName = (id: string, name: string | null, username: string | null, email: string | null): string =>
	[name ?? username ?? id, email && `(${email})`].filter(Boolean).join(' ');
