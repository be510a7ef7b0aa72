import type { RevenuePayment } from './types';

/** What became of a paid payment, in major units of its currency. */
export interface Outcome {
	readonly gross: number;
	readonly refunds: number;
	readonly disputesLost: number;
	readonly disputesOpen: number;
	/** `null`: not known. */
	readonly fees: number | null;
	/** Something is left of it after refunds and disputes. */
	readonly kept: boolean;
}

const REFUNDED_IN_FULL: ReadonlySet<string> = new Set(['refunded', 'auto_refunded']);

const DISPUTE_OPEN: ReadonlySet<string> = new Set([
	'open_dispute',
	'dispute_warning',
	'dispute_needs_response',
	'dispute_warning_needs_response',
	'dispute_under_review',
	'dispute_warning_under_review',
]);

/**
 * Splits a payment into what came in and what went out again. Whop leaves a refunded or disputed payment at `paid`;
 * only the substatus and the refunded amount tell.
 * @returns `null` for payments that brought no money in.
 */
export function outcomeOf(payment: RevenuePayment): Outcome | null {
	if (payment.status !== 'paid' || payment.paidAt === null) return null;
	const { total, substatus, refundedAmount, amountAfterFees } = payment;
	const wholly = REFUNDED_IN_FULL.has(substatus) && refundedAmount === 0;
	// A refund may also return fees that only the buyer paid; those never were revenue.
	const refunds = wholly ? total : Math.min(refundedAmount, total);
	const left = total - refunds;
	const lost = substatus === 'dispute_lost';
	return {
		gross: total,
		refunds,
		disputesLost: lost ? left : 0,
		disputesOpen: DISPUTE_OPEN.has(substatus) ? left : 0,
		fees: amountAfterFees === null ? null : total - amountAfterFees,
		kept: left > 0 && !lost,
	};
}
