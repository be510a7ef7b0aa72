import type { Instant } from '../../core/types';
import type { WhopQuery } from './whopClient';

/** Filters that Whop's lists share (API 2026-07-20). Times are exclusive bounds. */
export interface ListFilters {
	readonly productIds?: readonly string[];
	readonly planIds?: readonly string[];
	readonly createdAfter?: Instant;
	readonly createdBefore?: Instant;
	readonly direction?: 'asc' | 'desc';
}

/** What the lists of things that belong to customers (payments, memberships, members) can be filtered by beyond that. */
export interface CustomerFilters extends ListFilters {
	readonly statuses?: readonly string[];
	readonly promoCodeIds?: readonly string[];
	readonly userIds?: readonly string[];
}

/** Whop's query parameters for the shared filters; each list sends those it knows. */
export const listQuery = (filters: CustomerFilters): WhopQuery => ({
	product_ids: filters.productIds,
	plan_ids: filters.planIds,
	created_after: filters.createdAfter,
	created_before: filters.createdBefore,
	direction: filters.direction,
	statuses: filters.statuses,
	promo_code_ids: filters.promoCodeIds,
	user_ids: filters.userIds,
});
