import type { Affiliate } from '@whop/sdk/resources/affiliates/affiliates';
import type { OverrideListResponse } from '@whop/sdk/resources/affiliates/overrides';
import type { PlanListResponse } from '@whop/sdk/resources/plans';
import type { PromoCode } from '@whop/sdk/resources/promo-codes';
import type { Plan, Product } from '@whop/sdk/resources/shared';
import type { WebhookCreateResponse } from '@whop/sdk/resources/webhooks';
import { toInstant } from '../shared/clock';
import { omit } from '../shared/omit';
import type { ShopDispute } from './disputes';
import type { Shop } from './shop';

const MAX_ITEMS = 1_000;

/** Things made through the API, newest last. The oldest are forgotten beyond a thousand. */
class Items<T extends { readonly id: string }> {
	private items: T[] = [];

	all(): readonly T[] {
		return this.items;
	}

	find(id: string): T | undefined {
		return this.items.find((item) => item.id === id);
	}

	add(item: T): T {
		this.items.push(item);
		if (this.items.length > MAX_ITEMS) this.items.shift();
		return item;
	}

	/** Adds it, or takes the place of the one with its id. */
	put(item: T): T {
		return this.find(item.id) ? this.replace(item) : this.add(item);
	}

	replace(item: T): T {
		this.items = this.items.map((old) => (old.id === item.id ? item : old));
		return item;
	}

	remove(id: string): void {
		this.items = this.items.filter((item) => item.id !== id);
	}

	clear(): void {
		this.items = [];
	}
}

/** What was made beside the seeded things. */
export class CatalogItems {
	readonly products = new Items<Product>();
	readonly plans = new Items<Plan>();
	readonly promoCodes = new Items<PromoCode>();
	readonly webhooks = new Items<WebhookCreateResponse>();
	readonly affiliates = new Items<Affiliate>();
	/** With the affiliate each belongs to. */
	readonly overrides = new Items<{ readonly id: string; readonly owner: string; readonly item: OverrideListResponse }>();
	readonly disputes = new Items<ShopDispute>();

	reset(): void {
		this.products.clear();
		this.plans.clear();
		this.promoCodes.clear();
		this.webhooks.clear();
		this.affiliates.clear();
		this.overrides.clear();
		this.disputes.clear();
	}
}

/** The shop's one product. */
export function seededProduct(shop: Shop, memberCount: number): Product {
	return {
		id: shop.productId,
		company: { id: shop.companyId, route: shop.route, title: shop.title },
		created_at: toInstant(shop.createdAt),
		custom_cta: 'join',
		custom_cta_url: null,
		custom_statement_descriptor: null,
		description: '3か月で売上の仕組みをつくる実践プログラムです。',
		external_identifier: null,
		gallery_images: [],
		global_affiliate_percentage: 20,
		global_affiliate_status: 'enabled',
		headline: '売上の仕組みを、3か月で。',
		member_affiliate_percentage: null,
		member_affiliate_status: 'disabled',
		member_count: memberCount,
		metadata: {},
		owner_user: shop.owner,
		product_tax_code: null,
		published_reviews_count: 12,
		route: shop.productRoute,
		title: shop.productTitle,
		updated_at: toInstant(shop.createdAt),
		verified: true,
		visibility: 'visible',
	};
}

/** The shop's one plan. */
export function seededPlan(shop: Shop, memberCount: number): Plan {
	return {
		id: shop.planId,
		account: { id: shop.companyId, route: shop.route, title: shop.title },
		adaptive_pricing_enabled: false,
		billing_period: shop.periodDays,
		collect_tax: false,
		created_at: toInstant(shop.createdAt),
		currency: shop.currency,
		custom_fields: [],
		description: null,
		expiration_days: null,
		initial_price: 0,
		internal_notes: null,
		invoice: null,
		member_count: memberCount,
		metadata: {},
		payment_method_configuration: null,
		plan_type: 'renewal',
		product: { id: shop.productId, title: shop.productTitle },
		purchase_url: `https://whop.com/checkout/${shop.planId}/`,
		release_method: 'buy_now',
		renewal_price: shop.price,
		split_pay_required_payments: null,
		stock: null,
		tax_type: 'inclusive',
		three_ds_level: null,
		title: shop.productTitle,
		trial_period_days: shop.trialDays,
		unlimited_stock: true,
		updated_at: toInstant(shop.createdAt),
		visibility: 'visible',
	};
}

/** The list's form of a plan leaves some fields out. */
export function planListItem(plan: Plan): PlanListResponse {
	return omit(plan, 'collect_tax', 'custom_fields', 'tax_type');
}
