import type { MembershipListResponse } from '@whop/sdk/resources/memberships';
import type { PaymentListResponse } from '@whop/sdk/resources/payments';
import type { RefundListResponse } from '@whop/sdk/resources/refunds';
import type { Payment } from '@whop/sdk/resources/shared';
import { omit } from '../shared/omit';

/** The shapes from 2026-09-29 on: flat ids, money as objects, some names changed. */
export interface OctoberMoney {
	/** Decimal text in major units. */
	readonly amount: string;
	readonly currency: string;
	readonly decimals: number;
	readonly display_decimals: number;
}

function octoberMoney(amount: number | null, currency: string): OctoberMoney | null {
	if (amount === null) return null;
	const decimals = currency === 'jpy' ? 0 : 2;
	return { amount: amount.toFixed(decimals), currency, decimals, display_decimals: decimals };
}

export function octoberPayment(payment: PaymentListResponse | Payment): Record<string, unknown> {
	const { currency } = payment;
	const money = (amount: number | null): OctoberMoney | null => octoberMoney(amount, currency);
	return {
		id: payment.id,
		account_id: payment.company?.id ?? null,
		amount_after_fees: money(payment.amount_after_fees),
		auto_refunded: payment.auto_refunded,
		billing_address: payment.billing_address,
		billing_reason: payment.billing_reason,
		card_brand: payment.card_brand,
		card_last4: payment.card_last4,
		checkout_configuration_id: payment.checkout_configuration_id,
		created_at: payment.created_at,
		currency,
		customer_email: payment.user?.email ?? null,
		customer_phone: null,
		decline_code: payment.status === 'open' ? 'card_declined' : null,
		failure_message: payment.failure_message,
		holds: [],
		last_payment_attempt_at: payment.last_payment_attempt,
		line_items: [],
		member_id: payment.member?.id ?? null,
		membership_id: payment.membership?.id ?? null,
		metadata: payment.metadata,
		next_payment_attempt_at: payment.next_payment_attempt,
		paid_at: payment.paid_at,
		payment_instrument: null,
		payment_method_id: payment.payment_method?.id ?? null,
		payment_method_type: payment.payment_method_type,
		plan_id: payment.plan?.id ?? null,
		presentment_total: money(payment.total),
		product_id: payment.product?.id ?? null,
		promo_code_id: payment.promo_code?.id ?? null,
		refundable: payment.refundable,
		refunded_amount: money(payment.refunded_amount),
		refunded_at: payment.refunded_at,
		retryable: payment.retryable,
		settlement_time_at: payment.paid_at,
		shipment_id: null,
		status: payment.status,
		substatus: payment.substatus,
		subtotal: money(payment.subtotal),
		tax_amount: money(payment.tax_amount),
		tax_behavior: payment.tax_behavior,
		total: money(payment.total),
		usd_total: octoberMoney(payment.usd_total, 'usd'),
		user: payment.user,
		voidable: payment.voidable,
	};
}

export function octoberMembership(membership: MembershipListResponse): Record<string, unknown> {
	const { company, renewal_period_start, renewal_period_end, plan, product, user, ...rest } = membership;
	return {
		...omit(rest, 'updated_at', 'joined_at'),
		account: company,
		current_period_start: renewal_period_start,
		current_period_end: renewal_period_end,
		plan_id: plan.id,
		product_id: product.id,
		user_id: user?.id ?? null,
		phone_number: null,
	};
}

export function octoberRefund(refund: RefundListResponse, companyId: string): Record<string, unknown> {
	return {
		id: refund.id,
		account_id: companyId,
		payment_id: refund.payment?.id ?? null,
		amount: octoberMoney(refund.amount, refund.currency),
		original_amount: octoberMoney(refund.amount, refund.currency),
		created_at: refund.created_at,
		currency: refund.currency,
		failure_reason: null,
		provider: refund.provider,
		provider_created_at: refund.provider_created_at,
		reason: null,
		reference_status: refund.reference_status,
		reference_type: refund.reference_type,
		reference_value: refund.reference_value,
		status: refund.status,
		visa_rdr: false,
	};
}
