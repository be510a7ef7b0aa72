import { z } from 'zod';
import type { CurrencyCode, Instant } from '../../core/types';
import { encodeStrictly } from '../http/query';
import { amount, currency, idOf, instant, reference } from './fields';
import { type ListFilters, listQuery } from './listFilters';
import type { WhopClient } from './whopClient';

/** A buyer's objection to a charge, raised with the bank. The amount is in major units of `currency`. */
export interface WhopDispute {
	readonly id: string;
	readonly status: string;
	readonly reason: string | null;
	readonly amount: number;
	readonly currency: CurrencyCode;
	/** Until when evidence can be handed in; `null` where none is asked for. */
	readonly needsResponseBy: Instant | null;
	readonly editable: boolean | null;
	/** Decided by Visa's Rapid Dispute Resolution without evidence. */
	readonly visaRdr: boolean | null;
	readonly paymentId: string | null;
	readonly productId: string | null;
	readonly planId: string | null;
	readonly companyId: string | null;
	readonly createdAt: Instant | null;
}

const id = z.string().nullish();
const text = z.string().nullish();

/** Reads a dispute of API versions 2026-07-20 to 2026-10. */
export const disputeSchema = z
	.object({
		id: z.string(),
		status: z.string(),
		reason: text,
		amount,
		currency,
		needs_response_by: instant.nullish(),
		editable: z.boolean().nullish(),
		visa_rdr: z.boolean().nullish(),
		payment_id: id,
		payment: reference,
		product_id: id,
		product: reference,
		plan_id: id,
		plan: reference,
		account_id: id,
		company: reference,
		created_at: instant.nullish(),
	})
	.transform(
		(raw): WhopDispute => ({
			id: raw.id,
			status: raw.status,
			reason: raw.reason ?? null,
			amount: raw.amount,
			currency: raw.currency,
			needsResponseBy: raw.needs_response_by ?? null,
			editable: raw.editable ?? null,
			visaRdr: raw.visa_rdr ?? null,
			paymentId: idOf(raw.payment_id, raw.payment),
			productId: idOf(raw.product_id, raw.product),
			planId: idOf(raw.plan_id, raw.plan),
			companyId: idOf(raw.account_id, raw.company),
			createdAt: raw.created_at ?? null,
		}),
	);

/** Filters of the dispute list (API 2026-07-20). */
export type DisputeFilters = Pick<ListFilters, 'createdAfter' | 'createdBefore' | 'direction'>;

/** Disputes of the company, page by page. */
export const listDisputes = (client: WhopClient, filters: DisputeFilters = {}, limit?: number): AsyncGenerator<WhopDispute[]> =>
	client.pages('/disputes', disputeSchema, { company_id: client.companyId(), ...listQuery(filters) }, limit);

/** One dispute. @throws AutopilotError API_REJECTED where there is none. */
export const getDispute = async (client: WhopClient, disputeId: string): Promise<WhopDispute> =>
	await client.get(`/disputes/${encodeStrictly(disputeId)}`, disputeSchema);
