import { z } from 'zod';
import { encodeStrictly } from '../http/query';
import type { RevenuePlan } from '../../core/revenue/types';
import type { Instant } from '../../core/types';
import { amount, currency, idOf, instant, metadata, reference } from './fields';
import { type ListFilters, listQuery } from './listFilters';
import type { WhopClient } from './whopClient';

/** A plan, the same whatever API version shaped it. Amounts are major units of `currency`. */
export interface WhopPlan extends RevenuePlan {
	readonly title: string | null;
	readonly description: string | null;
	readonly productId: string | null;
	readonly initialPrice: number;
	readonly expirationDays: number | null;
	readonly stock: number | null;
	readonly unlimitedStock: boolean | null;
	readonly memberCount: number | null;
	readonly releaseMethod: string | null;
	readonly visibility: string | null;
	readonly purchaseUrl: string | null;
	readonly internalNotes: string | null;
	readonly createdAt: Instant;
	readonly updatedAt: Instant | null;
	readonly metadata: Readonly<Record<string, unknown>>;
}

const text = z.string().nullish();

/** Reads a plan of API versions 2026-07-20 to 2026-10. */
export const planSchema = z
	.object({
		id: z.string(),
		title: text,
		description: text,
		internal_notes: text,
		plan_type: z.string(),
		currency,
		initial_price: amount.nullish(),
		renewal_price: amount.nullish(),
		billing_period: z.number().nullish(),
		trial_period_days: z.number().nullish(),
		expiration_days: z.number().nullish(),
		stock: z.number().nullish(),
		unlimited_stock: z.boolean().nullish(),
		member_count: z.number().nullish(),
		release_method: text,
		visibility: text,
		purchase_url: text,
		created_at: instant,
		updated_at: instant.nullish(),
		product_id: text,
		product: reference,
		metadata,
	})
	.transform(
		(raw): WhopPlan => ({
			id: raw.id,
			title: raw.title ?? null,
			description: raw.description ?? null,
			internalNotes: raw.internal_notes ?? null,
			planType: raw.plan_type,
			currency: raw.currency,
			initialPrice: raw.initial_price ?? 0,
			renewalPrice: raw.renewal_price ?? 0,
			billingPeriodDays: raw.plan_type === 'renewal' ? (raw.billing_period ?? null) : null,
			trialDays: raw.trial_period_days ?? 0,
			expirationDays: raw.expiration_days ?? null,
			stock: raw.stock ?? null,
			unlimitedStock: raw.unlimited_stock ?? null,
			memberCount: raw.member_count ?? null,
			releaseMethod: raw.release_method ?? null,
			visibility: raw.visibility ?? null,
			purchaseUrl: raw.purchase_url ?? null,
			createdAt: raw.created_at,
			updatedAt: raw.updated_at ?? null,
			productId: idOf(raw.product_id, raw.product),
			metadata: raw.metadata ?? {},
		}),
	);

/** Filters of the plan list (API 2026-07-20). */
export interface PlanFilters extends Omit<ListFilters, 'planIds'> {
	readonly planTypes?: readonly string[];
	readonly visibilities?: readonly string[];
}

/** Plans of the company, page by page. Plans and products name the company `account_id` since 2026-06-09. */
export const listPlans = (client: WhopClient, filters: PlanFilters = {}, limit?: number): AsyncGenerator<WhopPlan[]> =>
	client.pages(
		'/plans',
		planSchema,
		{
			account_id: client.companyId(),
			...listQuery(filters),
			plan_types: filters.planTypes,
			visibilities: filters.visibilities,
		},
		limit,
	);

/** One plan. @throws AutopilotError API_REJECTED where there is none. */
export const getPlan = async (client: WhopClient, planId: string): Promise<WhopPlan> =>
	await client.get(`/plans/${encodeStrictly(planId)}`, planSchema);
