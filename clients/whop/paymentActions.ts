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

/** Carries an action on a payment out. @returns the payment as it stands after. */
export const actOnPayment = async (client: WhopClient, write: WhopWrite): Promise<WhopPayment> =>
	await client.write(write, paymentSchema);
