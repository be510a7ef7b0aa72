import type { PaymentListFeesResponse, PaymentListResponse } from '@whop/sdk/resources/payments';
import type { RefundListResponse, RefundRetrieveResponse } from '@whop/sdk/resources/refunds';
import type { FriendlyReceiptStatus, Payment } from '@whop/sdk/resources/shared';
import { DAY_MS } from '../business/customer';
import type { Refund } from '../business/customer';
import type { VisiblePayment } from '../business/model';
import { toInstant } from '../shared/clock';
import { membershipStatus } from './membershipView';
import { inUsDollars, rounded, type Shop } from './shop';

const PROCESSING_SHARE = 0.027;
const PROCESSING_FIXED_USD = 0.3;
const BILLING_SHARE = 0.005;

/** Charges settle a few seconds after they were made. */
const SETTLEMENT_MS = 4_000;

export function refundedAmount(visible: VisiblePayment): number {
	return visible.refunds.reduce((sum, refund) => sum + refund.amount, 0);
}

/** The fees that were kept back, as `GET /payments/{id}/fees` lists them. */
export function feesOf(visible: VisiblePayment, shop: Shop): PaymentListFeesResponse[] {
	const { payment } = visible;
	if (payment.failed) return [];
	const fee = (amount: number, name: string, type: PaymentListFeesResponse['type']): PaymentListFeesResponse => ({
		amount: rounded(shop, amount),
		currency: shop.currency,
		name,
		type,
	});
	return [
		fee(payment.amount * PROCESSING_SHARE, 'Payment processing fee', 'payment_processing_percentage_fee'),
		fee(PROCESSING_FIXED_USD * shop.perUsDollar, 'Payment processing fee (fixed)', 'payment_processing_fixed_fee'),
		fee(payment.amount * BILLING_SHARE, 'Billing fee', 'billing_percentage_fee'),
	];
}

function substatusOf(visible: VisiblePayment): FriendlyReceiptStatus {
	if (visible.payment.failed) return 'past_due';
	const refunded = refundedAmount(visible);
	if (refunded === 0) return 'succeeded';
	return refunded < visible.payment.amount ? 'partially_refunded' : 'refunded';
}

/** What a payment was made with, and its buyer can be charged with again. */
export const paymentMethodOf = (paymentId: string): string => paymentId.replace(/^pay_/, 'payt_');

/** A payment in the list's form at 2026-07-20. Money is in major units. */
export function paymentListItem(visible: VisiblePayment, shop: Shop, now: number): PaymentListResponse {
	const { customer, payment, refunds } = visible;
	const paidAt = payment.failed ? null : payment.at + SETTLEMENT_MS;
	const refunded = refundedAmount(visible);
	const lastRefund = refunds.at(-1);
	const fees = feesOf(visible, shop).reduce((sum, fee) => sum + fee.amount, 0);
	return {
		id: payment.id,
		amount_after_fees: payment.failed ? 0 : rounded(shop, payment.amount - fees),
		application_fee: null,
		auto_refunded: false,
		billing_address: null,
		billing_reason: payment.reason,
		card_brand: 'visa',
		card_last4: customer.cardLast4,
		checkout_configuration_id: null,
		company: { id: shop.companyId, route: shop.route, title: shop.title },
		created_at: toInstant(payment.at),
		currency: shop.currency,
		dispute_alerted_at: null,
		failure_message: payment.failed ? 'Your card was declined.' : null,
		last_payment_attempt: toInstant(payment.at),
		member: { id: customer.memberId, phone: null },
		membership: { id: customer.membershipId, phone_number: null, status: membershipStatus(customer, shop, now) },
		metadata: {},
		next_payment_attempt: payment.failed ? toInstant(payment.at + 3 * DAY_MS) : null,
		paid_at: paidAt === null ? null : toInstant(paidAt),
		payment_method: {
			id: paymentMethodOf(payment.id),
			card: { brand: 'visa', exp_month: 12, exp_year: 2030, last4: customer.cardLast4 },
			created_at: toInstant(customer.joinedAt),
			payment_method_type: 'card',
		},
		payment_method_type: 'card',
		payments_failed: payment.failed ? 1 : 0,
		plan: { id: shop.planId, internal_notes: null, metadata: null },
		product: { id: shop.productId, metadata: null, route: shop.productRoute, title: shop.productTitle },
		promo_code: null,
		refundable: !payment.failed && refunded < payment.amount,
		refunded_amount: refunded,
		refunded_at: lastRefund === undefined ? null : toInstant(lastRefund.at),
		retryable: payment.failed,
		settlement_currency: shop.currency,
		shipping_address: null,
		status: payment.failed ? 'open' : 'paid',
		substatus: substatusOf(visible),
		subtotal: payment.amount,
		tax_amount: 0,
		tax_behavior: 'inclusive',
		total: payment.amount,
		updated_at: toInstant(Math.max(paidAt ?? payment.at, lastRefund?.at ?? 0)),
		usd_total: inUsDollars(shop, payment.amount),
		user: { id: customer.userId, email: customer.email, name: customer.name, username: customer.username },
		voidable: payment.failed,
	};
}

/** A payment in the form of retrieve and of webhooks. */
export function fullPayment(visible: VisiblePayment, shop: Shop, now: number): Payment {
	return {
		...paymentListItem(visible, shop, now),
		disputes: [],
		financing_installments_count: null,
		financing_transactions: [],
		refunds: visible.refunds.map((refund) => ({
			id: refund.id,
			amount: refund.amount,
			created_at: toInstant(refund.at),
			currency: shop.currency,
			status: 'succeeded',
		})),
		resolutions: [],
		risk_score: 12,
		risk_signals: null,
		settlement_amount: visible.payment.failed ? 0 : visible.payment.amount,
		settlement_exchange_rate: 1,
		tax_refunded_amount: 0,
		three_ds_verified: true,
	};
}

/** A refund in the list's form. */
export function refundListItem(refund: Refund, visible: VisiblePayment, shop: Shop): RefundListResponse {
	return {
		id: refund.id,
		amount: refund.amount,
		created_at: toInstant(refund.at),
		currency: shop.currency,
		payment: { id: visible.payment.id },
		provider: 'multi_psp',
		provider_created_at: toInstant(refund.at),
		reference_status: 'available',
		reference_type: 'acquirer_reference_number',
		reference_value: refund.id.slice(3).toUpperCase(),
		status: 'succeeded',
	};
}

/** A refund in the form of retrieve. */
export function fullRefund(refund: Refund, visible: VisiblePayment, shop: Shop, now: number): RefundRetrieveResponse {
	const item = paymentListItem(visible, shop, now);
	return {
		...refundListItem(refund, visible, shop),
		payment: {
			id: item.id,
			billing_reason: item.billing_reason,
			card_brand: item.card_brand,
			card_last4: item.card_last4,
			created_at: item.created_at,
			currency: item.currency,
			dispute_alerted_at: null,
			member: item.member,
			membership: item.membership && { id: item.membership.id, status: item.membership.status },
			metadata: item.metadata,
			paid_at: item.paid_at,
			payment_method_type: item.payment_method_type,
			plan: { id: shop.planId, metadata: null },
			product: { id: shop.productId, metadata: null },
			subtotal: item.subtotal,
			tax_amount: item.tax_amount,
			tax_behavior: item.tax_behavior,
			tax_refunded_amount: 0,
			total: item.total,
			usd_total: item.usd_total,
			user: item.user,
		},
	};
}
