import { z } from 'zod';
import type { Instant } from '../../core/types';
import { encodeStrictly } from '../http/query';
import { instant, person, userOf, type WhopUser } from './fields';
import type { WhopClient } from './whopClient';

/** Somebody who brings customers for a share. Dollar figures are numbers here, texts such as `$1,234.50` at Whop. */
export interface WhopAffiliate extends WhopUser {
	readonly id: string;
	readonly status: string | null;
	readonly activeMembersCount: number;
	readonly totalReferralsCount: number;
	readonly totalOverridesCount: number;
	readonly totalRevenueUsd: number | null;
	readonly totalReferralEarningsUsd: number | null;
	readonly monthlyRecurringRevenueUsd: number | null;
	readonly customerRetentionRate: string | null;
	readonly customerRetentionRateNinetyDays: string | null;
	readonly createdAt: Instant;
	readonly updatedAt: Instant | null;
}

const text = z.string().nullish();

/** `$1,234.50` → 1234.5. */
const dollars = z
	.string()
	.regex(/^-?\$?-?[\d,]+(\.\d+)?$/, 'not a dollar amount')
	.transform((formatted) => Number(formatted.replace(/[$,]/g, '')))
	.nullish();

/** Reads an affiliate of API version 2026-07-20. */
export const affiliateSchema = z
	.object({
		id: z.string(),
		status: text,
		active_members_count: z.number().nullish(),
		total_referrals_count: z.number().nullish(),
		total_overrides_count: z.number().nullish(),
		total_revenue_usd: dollars,
		total_referral_earnings_usd: dollars,
		monthly_recurring_revenue_usd: dollars,
		customer_retention_rate: text,
		customer_retention_rate_ninety_days: text,
		user: person,
		created_at: instant,
		updated_at: instant.nullish(),
	})
	.transform(
		(raw): WhopAffiliate => ({
			id: raw.id,
			status: raw.status ?? null,
			activeMembersCount: raw.active_members_count ?? 0,
			totalReferralsCount: raw.total_referrals_count ?? 0,
			totalOverridesCount: raw.total_overrides_count ?? 0,
			totalRevenueUsd: raw.total_revenue_usd ?? null,
			totalReferralEarningsUsd: raw.total_referral_earnings_usd ?? null,
			monthlyRecurringRevenueUsd: raw.monthly_recurring_revenue_usd ?? null,
			customerRetentionRate: raw.customer_retention_rate ?? null,
			customerRetentionRateNinetyDays: raw.customer_retention_rate_ninety_days ?? null,
			...userOf(raw),
			createdAt: raw.created_at,
			updatedAt: raw.updated_at ?? null,
		}),
	);

/** Filters of the affiliate list (API 2026-07-20). */
export interface AffiliateFilters {
	readonly status?: 'active' | 'archived' | 'deleted';
	readonly query?: string;
	readonly order?: 'id' | 'created_at' | 'cached_total_referrals' | 'cached_total_rewards';
	readonly direction?: 'asc' | 'desc';
}

/** Affiliates of the company, page by page. */
export const listAffiliates = (
	client: WhopClient,
	filters: AffiliateFilters = {},
	limit?: number,
): AsyncGenerator<WhopAffiliate[]> =>
	client.pages(
		'/affiliates',
		affiliateSchema,
		{
			company_id: client.companyId(),
			status: filters.status,
			query: filters.query,
			order: filters.order,
			direction: filters.direction,
		},
		limit,
	);

/** One affiliate. @throws AutopilotError API_REJECTED where there is none. */
export const getAffiliate = async (client: WhopClient, affiliateId: string): Promise<WhopAffiliate> =>
	await client.get(`/affiliates/${encodeStrictly(affiliateId)}`, affiliateSchema);
