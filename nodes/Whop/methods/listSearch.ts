import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { toNodeError } from '../../shared/errors';
import { openWhop } from '../session';

/** Whop's lists of products, plans and promo codes cannot be searched, so as many are read and searched here. */
const MOST = 500;

interface Entry {
	readonly id: string;
	readonly name: string;
}

async function search(
	context: ILoadOptionsFunctions,
	filter: string | undefined,
	entries: () => Promise<readonly Entry[]>,
): Promise<INodeListSearchResult> {
	try {
		const wanted = (filter ?? '').toLowerCase();
		const found = (await entries()).filter(({ id, name }) => name.toLowerCase().includes(wanted) || id.toLowerCase() === wanted);
		return { results: found.map(({ id, name }) => ({ name, value: id })) };
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
