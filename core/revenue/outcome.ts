import type { RevenuePayment } from './types';

/** What became of a paid payment, in major units of its currency. Times are milliseconds. */
export interface Outcome {
	readonly paidAt: number;
	readonly gross: number;
	readonly refunds: number;
	/** When the (last) refund was made. */
	readonly refundedAt: number;
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
 * Splits a payment into what came in and what went out again by `asOf` (milliseconds). Whop leaves a refunded or disputed
 * payment at `paid`; only the substatus and the refunded amount tell.
 * @returns `null` for payments that had brought no money in.
 */
export function outcomeOf(payment: RevenuePayment, asOf: number): Outcome | null {
	const paidAt = Date.parse(payment.paidAt ?? '');
	if (payment.status !== 'paid' || !(paidAt < asOf)) return null;
	const { total, substatus, amountAfterFees } = payment;
	const refundedAt = payment.refundedAt === null ? paidAt : Date.parse(payment.refundedAt);
	const refunds = refundedAt < asOf ? refundOf(payment) : 0;
	const left = total - refunds;
	const lost = substatus === 'dispute_lost';
	return {
		paidAt,
		gross: total,
		refunds,
		refundedAt,
		disputesLost: lost ? left : 0,
		disputesOpen: DISPUTE_OPEN.has(substatus) ? left : 0,
		fees: amountAfterFees === null ? null : total - amountAfterFees,
		kept: left > 0 && !lost,
	};
}

function refundOf({ total, substatus, refundedAmount }: RevenuePayment): number {
	if (REFUNDED_IN_FULL.has(substatus) && refundedAmount === 0) return total;
	// A refund may also return fees that only the buyer paid; those never were revenue.
	return Math.min(refundedAmount, total);
}
