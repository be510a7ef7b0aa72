import { encodeStrictly } from '../http/query';
import { paymentSchema, type WhopPayment } from './payments';
import type { WhopClient, WhopWrite } from './whopClient';

/*
 * None of these is sent again when its answer got lost: Whop does not document an idempotency key for them, and a partial refund
 * that is sent twice is paid twice. The key is sent all the same.
 */

type Body = WhopWrite['body'];

/** What an action on a payment sends; also what a dry run shows. */
export const paymentAction = (
	action: 'refund' | 'retry' | 'void',
	paymentId: string,
	idempotencyKey: string,
	body?: Body,
): WhopWrite => ({
	method: 'POST',
	path: `/payments/${encodeStrictly(paymentId)}/${action}`,
	idempotencyKey,
	...(body && { body }),
});

/**
 * A refund of all, or of `partialAmount` in major units of the payment's currency.
 * @see https://docs.whop.com/api-reference/payments/refund-payment
 */
export const refundWrite = (paymentId: string, partialAmount: number | undefined, idempotencyKey: string): WhopWrite =>
	paymentAction('refund', paymentId, idempotencyKey, partialAmount === undefined ? {} : { partial_amount: partialAmount });

/** Who is charged for what. */
export interface Charge {
	readonly memberId: string;
	/** `payt_…`, saved by the member. */
	readonly paymentMethodId: string;
	readonly planId: string;
	readonly metadata?: Readonly<Record<string, unknown>>;
	readonly promoCodeId?: string;
}

/**
 * Charges a payment method that a member saved with an earlier payment, at the price of a plan. Whop charges in the background: the
 * payment it answers with may still be open.
 * @see https://docs.whop.com/api-reference/payments/create-payment
 */
export const chargeWrite = (companyId: string, charge: Charge, idempotencyKey: string): WhopWrite => ({
	method: 'POST',
	path: '/payments',
	idempotencyKey,
	body: {
		company_id: companyId,
		member_id: charge.memberId,
		payment_method_id: charge.paymentMethodId,
		plan_id: charge.planId,
		...(charge.metadata && { metadata: charge.metadata }),
		...(charge.promoCodeId !== undefined && { promo_code_id: charge.promoCodeId }),
	},
});

/** Carries an action on a payment out. @returns the payment as it stands after. */
export const actOnPayment = async (client: WhopClient, write: WhopWrite): Promise<WhopPayment> =>
	await client.write(write, paymentSchema);
