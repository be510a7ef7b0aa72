import type { Currency } from '@whop/sdk/resources/shared';
import type { Business } from '../business/business';
import { PERIOD_DAYS, TRIAL_DAYS } from '../business/economy';

/** The names and numbers of the one company in the emulated Whop. */
export interface Shop {
	readonly companyId: string;
	readonly productId: string;
	readonly planId: string;
	readonly title: string;
	readonly route: string;
	readonly productTitle: string;
	readonly productRoute: string;
	readonly owner: { readonly id: string; readonly name: string; readonly username: string };
	readonly createdAt: number;
	readonly currency: Currency;
	readonly price: number;
	readonly perUsDollar: number;
	readonly periodDays: number;
	readonly trialDays: number;
}

export function shopOf(business: Business, companyId: string): Shop {
	const { economy } = business.state;
	const suffix = companyId.replace(/^biz_/, '');
	return {
		companyId,
		productId: `prod_${suffix}`,
		planId: `plan_${suffix}`,
		title: 'グロース実践ラボ',
		route: 'growth-lab',
		productTitle: 'グロース実践プログラム（3か月）',
		productRoute: 'growth-program',
		owner: { id: `user_${suffix}`, name: 'オーナー', username: 'growth_lab_owner' },
		createdAt: Date.UTC(2024, 3, 1),
		currency: economy.currency === 'JPY' ? 'jpy' : 'usd',
		price: economy.price,
		perUsDollar: economy.perUsDollar,
		periodDays: PERIOD_DAYS,
		trialDays: TRIAL_DAYS,
	};
}

/** Yen have no fractions, dollars have two. */
export function rounded(shop: Shop, amount: number): number {
	return shop.currency === 'jpy' ? Math.round(amount) : Math.round(amount * 100) / 100;
}

export function inUsDollars(shop: Shop, amount: number): number {
	return Math.round((amount / shop.perUsDollar) * 100) / 100;
}
