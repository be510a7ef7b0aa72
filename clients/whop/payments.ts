import { z } from 'zod';
import { encodeStrictly } from '../http/query';
import type { RevenuePayment } from '../../core/revenue/types';
import type { CurrencyCode, Instant } from '../../core/types';
import { amount, currency, idOf, instant, metadata, person, reference, userOf, type WhopUser } from './fields';
import { type CustomerFilters, listQuery } from './listFilters';
import type { WhopClient, WhopQuery } from './whopClient';

/** A payment, the same whatever API version shaped it. Amounts are major units of `currency`. */
export interface WhopPayment extends RevenuePayment, WhopUser {
	readonly createdAt: Instant;
	readonly updatedAt: Instant | null;
	readonly billingReason: string | null;
	readonly subtotal: number | null;
	readonly taxAmount: number | null;
	readonly usdTotal: number | null;
	readonly settlementCurrency: CurrencyCode | null;
	readonly refundable: boolean | null;
	readonly retryable: boolean | null;
	readonly voidable: boolean | null;
	readonly failureMessage: string | null;
	/** `payt_…`: what the buyer paid with and can be charged again. */
	readonly paymentMethodId: string | null;
	readonly paymentMethodType: string | null;
	readonly cardBrand: string | null;
	readonly cardLast4: string | null;
	readonly companyId: string | null;
	readonly memberId: string | null;
	readonly promoCodeId: string | null;
	readonly metadata: Readonly<Record<string, unknown>>;
}

const id = z.string().nullish();
const text = z.string().nullish();

/** The fields revenue needs. */
const revenueShape = z.object({
	id: z.string(),
	status: z.string(),
	substatus: text,
	currency,
	settlement_currency: currency.nullish(),
	total: amount.nullish(),
	amount_after_fees: amount.nullish(),
	refunded_amount: amount.nullish(),
	paid_at: instant.nullish(),
	refunded_at: instant.nullish(),
	member_id: id,
	member: reference,
	membership_id: id,
	membership: reference,
	plan_id: id,
	plan: reference,
	product_id: id,
	product: z.object({ id: z.string(), title: text }).nullish(),
	user_id: id,
	user: person,
});

const shape = revenueShape.extend({
	billing_reason: text,
	subtotal: amount.nullish(),
	tax_amount: amount.nullish(),
	usd_total: amount.nullish(),
	created_at: instant,
	updated_at: instant.nullish(),
	refundable: z.boolean().nullish(),
	retryable: z.boolean().nullish(),
	voidable: z.boolean().nullish(),
	failure_message: text,
	payment_method_id: id,
	payment_method: reference,
	payment_method_type: text,
	card_brand: text,
	card_last4: text,
	customer_email: text,
	metadata,
	account_id: id,
	company: reference,
	promo_code_id: id,
	promo_code: reference,
});

type RawRevenue = z.output<typeof revenueShape>;

const unlessPaid =
	(holds: (raw: RawRevenue) => boolean) =>
	(raw: RawRevenue): boolean =>
		raw.status !== 'paid' || holds(raw);

/** Refuses a paid payment that lacks what it would vanish from revenue without, unnoticed. */
const complete = <T extends z.ZodType<RawRevenue>>(schema: T): T =>
	schema
		.refine(
			unlessPaid(({ total }) => typeof total === 'number'),
			{ path: ['total'], error: 'missing on a paid payment' },
		)
		.refine(
			unlessPaid(({ paid_at: paidAt }) => typeof paidAt === 'string'),
			{ path: ['paid_at'], error: 'missing on a paid payment' },
		)
		.refine(
			unlessPaid(({ substatus, refunded_amount: refunded }) => substatus !== 'partially_refunded' || Boolean(refunded)),
			{ path: ['refunded_amount'], error: 'missing on a partially refunded payment' },
		);

function revenueOf(raw: RawRevenue): RevenuePayment {
	const membershipId = idOf(raw.membership_id, raw.membership);
	const feesComparable = !raw.settlement_currency || raw.settlement_currency === raw.currency;
	return {
		id: raw.id,
		status: raw.status,
		substatus: raw.substatus ?? '',
		currency: raw.currency,
		total: raw.total ?? 0,
		amountAfterFees: feesComparable ? (raw.amount_after_fees ?? null) : null,
		refundedAmount: raw.refunded_amount ?? 0,
		paidAt: raw.paid_at ?? null,
		refundedAt: raw.refunded_at ?? null,
		productId: idOf(raw.product_id, raw.product),
		productTitle: raw.product?.title ?? null,
		planId: idOf(raw.plan_id, raw.plan),
		membershipId,
		// A deleted account leaves its payments; the membership still tells who is who.
		customerId: idOf(raw.user_id, raw.user) ?? idOf(raw.member_id, raw.member) ?? membershipId,
	};
}

/**
 * Reads no more of a payment than revenue needs, because a summary may read tens of thousands. `revenueOf` is not a part of it: zod
 * makes a function for every value that it transforms, and V8 gives memory back late for functions that hold on to big values.
 */
const revenuePaymentSchema = complete(revenueShape);

/** Reads a payment of API versions 2026-07-20 to 2026-10. */
export const paymentSchema = complete(shape).transform(
	(raw): WhopPayment => ({
		...revenueOf(raw),
		billingReason: raw.billing_reason ?? null,
		settlementCurrency: raw.settlement_currency ?? null,
		subtotal: raw.subtotal ?? null,
		taxAmount: raw.tax_amount ?? null,
		usdTotal: raw.usd_total ?? null,
		createdAt: raw.created_at,
		updatedAt: raw.updated_at ?? null,
		refundable: raw.refundable ?? null,
		retryable: raw.retryable ?? null,
		voidable: raw.voidable ?? null,
		failureMessage: raw.failure_message ?? null,
		paymentMethodId: idOf(raw.payment_method_id, raw.payment_method),
		paymentMethodType: raw.payment_method_type ?? null,
		cardBrand: raw.card_brand ?? null,
		cardLast4: raw.card_last4 ?? null,
		companyId: idOf(raw.account_id, raw.company),
		promoCodeId: idOf(raw.promo_code_id, raw.promo_code),
		memberId: idOf(raw.member_id, raw.member),
		...userOf(raw),
		userEmail: raw.user?.email ?? raw.customer_email ?? null,
		metadata: raw.metadata ?? {},
	}),
);

/** Filters of the payment list (API 2026-07-20). Times are exclusive bounds. */
export interface PaymentFilters extends Omit<CustomerFilters, 'promoCodeIds' | 'userIds'> {
	readonly substatuses?: readonly string[];
	readonly billingReasons?: readonly string[];
	readonly currencies?: readonly CurrencyCode[];
	readonly query?: string;
	readonly includeFree?: boolean;
	readonly updatedAfter?: Instant;
	readonly updatedBefore?: Instant;
	readonly order?: 'final_amount' | 'created_at' | 'paid_at';
}

/** Whop's query parameters for the filters. */
function paymentQuery(companyId: string, filters: PaymentFilters): WhopQuery {
	return {
		company_id: companyId,
		...listQuery(filters),
		substatuses: filters.substatuses,
		billing_reasons: filters.billingReasons,
		currencies: filters.currencies?.map((code) => code.toLowerCase()),
		query: filters.query,
		include_free: filters.includeFree,
		updated_after: filters.updatedAfter,
		updated_before: filters.updatedBefore,
		order: filters.order,
	};
}

/** Payments of the company, page by page. */
export const listPayments = (client: WhopClient, filters: PaymentFilters = {}, limit?: number): AsyncGenerator<WhopPayment[]> =>
	client.pages('/payments', paymentSchema, paymentQuery(client.companyId(), filters), limit);

/** The same list, with no more of each payment than revenue needs. */
export async function* listRevenuePayments(client: WhopClient, filters: PaymentFilters): AsyncGenerator<RevenuePayment[]> {
	const pages = client.pages('/payments', revenuePaymentSchema, paymentQuery(client.companyId(), filters));
	for await (const page of pages) yield page.map(revenueOf);
}

/** One payment. @throws AutopilotError API_REJECTED where there is none. */
export const getPayment = async (client: WhopClient, paymentId: string): Promise<WhopPayment> =>
	await client.get(`/payments/${encodeStrictly(paymentId)}`, paymentSchema);

/** A fee that was kept back from a payment. */
export interface WhopFee {
	readonly paymentId: string;
	readonly type: string;
	readonly name: string;
	readonly amount: number;
	readonly currency: CurrencyCode;
}

const feeSchema = z.object({ type: z.string(), name: z.string(), amount, currency });

/** The fees of a payment, page by page. */
export async function* listPaymentFees(client: WhopClient, paymentId: string, limit?: number): AsyncGenerator<WhopFee[]> {
	const path = `/payments/${encodeStrictly(paymentId)}/fees`;
	for await (const page of client.pages(path, feeSchema, {}, limit)) yield page.map((fee) => ({ paymentId, ...fee }));
}
