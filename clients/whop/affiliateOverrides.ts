import { z } from 'zod';
import { encodeStrictly } from '../http/query';
import type { WhopClient, WhopWrite } from './whopClient';

/** Terms of an affiliate for one plan (`standard`) or as a share of the revenue (`rev_share`). */
export interface WhopOverride {
	readonly id: string;
	readonly affiliateId: string;
	readonly overrideType: string;
	/** `percentage`: `commissionValue` is 1 to 100. `flat_fee`: dollars. */
	readonly commissionType: string;
	readonly commissionValue: number;
	readonly appliesToPayments: string | null;
	readonly appliesToProducts: string | null;
	readonly revenueBasis: string | null;
	readonly planId: string | null;
	readonly productId: string | null;
	readonly checkoutDirectLink: string | null;
	readonly productDirectLink: string | null;
	readonly totalReferralEarningsUsd: number | null;
}

const text = z.string().nullish();

const overrideOf = (affiliateId: string) =>
	z
		.object({
			id: z.string(),
			override_type: z.string(),
			commission_type: z.string(),
			commission_value: z.number(),
			applies_to_payments: text,
			applies_to_products: text,
			revenue_basis: text,
			plan_id: text,
			product_id: text,
			checkout_direct_link: text,
			product_direct_link: text,
			total_referral_earnings_usd: z.number().nullish(),
		})
		.transform(
			(raw): WhopOverride => ({
				id: raw.id,
				affiliateId,
				overrideType: raw.override_type,
				commissionType: raw.commission_type,
				commissionValue: raw.commission_value,
				appliesToPayments: raw.applies_to_payments ?? null,
				appliesToProducts: raw.applies_to_products ?? null,
				revenueBasis: raw.revenue_basis ?? null,
				planId: raw.plan_id ?? null,
				productId: raw.product_id ?? null,
				checkoutDirectLink: raw.checkout_direct_link ?? null,
				productDirectLink: raw.product_direct_link ?? null,
				totalReferralEarningsUsd: raw.total_referral_earnings_usd ?? null,
			}),
		);

/** Terms to be agreed with an affiliate. */
export type NewOverride =
	| {
			readonly overrideType: 'standard';
			readonly planId: string;
			readonly commissionType: 'percentage' | 'flat_fee';
			readonly commissionValue: number;
			readonly appliesToPayments?: string;
	  }
	| {
			readonly overrideType: 'rev_share';
			/** Of the whole company when not given. */
			readonly productId?: string;
			readonly commissionType: 'percentage' | 'flat_fee';
			readonly commissionValue: number;
			readonly revenueBasis?: string;
	  };

const pathOf = (affiliateId: string, overrideId?: string): string =>
	`/affiliates/${encodeStrictly(affiliateId)}/overrides${overrideId === undefined ? '' : `/${encodeStrictly(overrideId)}`}`;

/** Terms of an affiliate, page by page. */
export const listOverrides = (
	client: WhopClient,
	affiliateId: string,
	overrideType?: string,
	limit?: number,
): AsyncGenerator<WhopOverride[]> =>
	client.pages(pathOf(affiliateId), overrideOf(affiliateId), { override_type: overrideType }, limit);

/** One agreement. @throws AutopilotError API_REJECTED where there is none. */
export const getOverride = async (client: WhopClient, affiliateId: string, overrideId: string): Promise<WhopOverride> =>
	await client.get(pathOf(affiliateId, overrideId), overrideOf(affiliateId));

/** What agreeing on terms sends. Not repeated: no idempotency key is documented for it, and terms would stand twice. */
export const newOverrideWrite = (affiliateId: string, terms: NewOverride, idempotencyKey: string): WhopWrite => ({
	method: 'POST',
	path: pathOf(affiliateId),
	idempotencyKey,
	body: {
		// Whop's own SDK says it here as well as in the path.
		id: affiliateId,
		override_type: terms.overrideType,
		...(terms.overrideType === 'standard' && { plan_id: terms.planId }),
		commission_value: terms.commissionValue,
		commission_type: terms.commissionType,
		...(terms.overrideType === 'standard' && terms.appliesToPayments && { applies_to_payments: terms.appliesToPayments }),
		...(terms.overrideType === 'rev_share' && terms.productId && { product_id: terms.productId }),
		...(terms.overrideType === 'rev_share' && terms.revenueBasis && { revenue_basis: terms.revenueBasis }),
	},
});

/** What changing the commission of an agreement sends. */
export const updateOverrideWrite = (
	affiliateId: string,
	overrideId: string,
	commissionValue: number,
	idempotencyKey: string,
): WhopWrite => ({
	method: 'PATCH',
	path: pathOf(affiliateId, overrideId),
	idempotencyKey,
	repeatable: true,
	body: { commission_value: commissionValue },
});

/** What ending an agreement sends. */
export const deleteOverrideWrite = (affiliateId: string, overrideId: string, idempotencyKey: string): WhopWrite => ({
	method: 'DELETE',
	path: pathOf(affiliateId, overrideId),
	idempotencyKey,
});

/** Makes or changes an agreement. @returns it as it stands after. */
export const writeOverride = async (client: WhopClient, affiliateId: string, write: WhopWrite): Promise<WhopOverride> =>
	await client.write(write, overrideOf(affiliateId));
