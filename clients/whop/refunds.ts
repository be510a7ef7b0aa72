import { z } from 'zod';
import { encodeStrictly } from '../http/query';
import type { CurrencyCode, Instant } from '../../core/types';
import { amount, currency, idOf, instant, reference } from './fields';
import { type ListFilters, listQuery } from './listFilters';
import type { WhopClient } from './whopClient';

/** Money given back. The amount is in major units of `currency`. */
export interface WhopRefund {
	readonly id: string;
	readonly status: string;
	/** `null`: not settled yet (API 2026-10). */
	readonly amount: number | null;
	readonly currency: CurrencyCode | null;
	readonly paymentId: string | null;
	readonly provider: string | null;
	readonly reason: string | null;
	readonly createdAt: Instant;
}

const text = z.string().nullish();

/** Reads a refund of API versions 2026-07-20 to 2026-10, where the currency stands inside the amount. */
export const refundSchema = z
	.object({
		id: z.string(),
		status: z.string(),
		amount: amount.nullish(),
		currency: currency.nullish(),
		original_amount: z.object({ currency }).nullish(),
		payment_id: text,
		payment: reference,
		provider: text,
		reason: text,
		created_at: instant,
	})
	.transform(
		(raw): WhopRefund => ({
			id: raw.id,
			status: raw.status,
			amount: raw.amount ?? null,
			currency: raw.currency ?? raw.original_amount?.currency ?? null,
			paymentId: idOf(raw.payment_id, raw.payment),
			provider: raw.provider ?? null,
			reason: raw.reason ?? null,
			createdAt: raw.created_at,
		}),
	);

/** Filters of the refund list (API 2026-07-20). Times are exclusive bounds. */
export interface RefundFilters extends Pick<ListFilters, 'createdAfter' | 'createdBefore' | 'direction'> {
	readonly paymentId?: string;
	readonly userId?: string;
}

/** Refunds of the company, page by page. */
export const listRefunds = (client: WhopClient, filters: RefundFilters = {}, limit?: number): AsyncGenerator<WhopRefund[]> =>
	client.pages(
		'/refunds',
		refundSchema,
		{ company_id: client.companyId(), payment_id: filters.paymentId, user_id: filters.userId, ...listQuery(filters) },
		limit,
	);

/** One refund. @throws AutopilotError API_REJECTED where there is none. */
export const getRefund = async (client: WhopClient, refundId: string): Promise<WhopRefund> =>
	await client.get(`/refunds/${encodeStrictly(refundId)}`, refundSchema);
