import { collect } from '../actions/collect';
import { MOST, searchedHere } from './search';

/** Products of the company by title. */
export const searchProducts = searchedHere(async ({ whop, client }) =>
	(await collect(whop.listProducts(client, {}, MOST))).map(({ id, title }) => ({ id, name: title })),
);

/** Plans of the company by title (or ID where they have none) and price. */
export const searchPlans = searchedHere(async ({ whop, client }) =>
	(await collect(whop.listPlans(client, {}, MOST))).map(({ id, title, planType, renewalPrice, initialPrice, currency }) => ({
		id,
		name: `${title ?? id} (${planType === 'renewal' ? renewalPrice : initialPrice} ${currency})`,
	})),
);

/** Promo codes of the company by what buyers type. */
export const searchPromoCodes = searchedHere(async ({ whop, client }) =>
	(await collect(whop.listPromoCodes(client, {}, MOST))).map(({ id, code }) => ({ id, name: code ?? id })),
);

/** The figures Whop keeps. */
export const searchMetrics = searchedHere(async ({ whop, client }) =>
	(await whop.listMetrics(client)).map(({ key, name }) => ({ id: key, name })),
);
