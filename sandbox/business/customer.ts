import {
	FAILED_CHARGE_SHARE,
	PERIOD_DAYS,
	REFUND_RATE,
	REFUND_WITHIN_DAYS,
	RENEWAL_RATE,
	TRIAL_DAYS,
	type WorkflowKey,
} from './economy';
import { FAMILY_NAMES, GIVEN_NAMES } from './names';
import { randomFor } from './random';

export const DAY_MS = 86_400_000;

export interface Refund {
	readonly id: string;
	/** Milliseconds since the epoch, like every `at`. */
	readonly at: number;
	readonly amount: number;
}

export interface Payment {
	readonly id: string;
	readonly at: number;
	readonly amount: number;
	readonly reason: 'subscription_create' | 'subscription_cycle' | 'manual';
	/** A failed charge stays open and brings nothing. */
	readonly failed: boolean;
	readonly refunds: readonly Refund[];
}

/** One person's whole course, fixed when it begins. Only what lies before the clock is visible. */
export interface Customer {
	readonly userId: string;
	readonly memberId: string;
	readonly membershipId: string;
	readonly name: string;
	readonly username: string;
	readonly email: string;
	readonly cardLast4: string;
	readonly source: 'organic' | WorkflowKey;
	readonly runId: string | null;
	readonly joinedAt: number;
	/** `null` for those who bought without a trial. */
	readonly trialEndsAt: number | null;
	readonly payments: readonly Payment[];
	/** When access ends; `null` for one who stays beyond the horizon. */
	readonly endsAt: number | null;
	/** When the person cancelled; `null` for a failed charge or a trial that ran out. */
	readonly canceledAt: number | null;
	/** A cancellation through the API: no charge comes after it, and access ends at once or with the period. */
	readonly ownerCancellation: { readonly at: number; readonly immediate: boolean } | null;
}

export interface CustomerInput {
	readonly seed: number;
	/** Unique name of the person within the model, e.g. `organic/12/0`. */
	readonly path: string;
	readonly source: 'organic' | WorkflowKey;
	readonly runId: string | null;
	/** `null`: bought without a trial. */
	readonly trialStartsAt: number | null;
	/** `null`: never buys. */
	readonly buysAt: number | null;
	readonly price: number;
	/** Times the usual share of refunds. */
	readonly refundMultiplier: number;
}

const MAX_RENEWALS = 12;

/** Draws a person and everything that person will ever do. @throws RangeError when there is neither a trial nor a purchase */
export function createCustomer(input: CustomerInput): Customer {
	const joinedAt = input.trialStartsAt ?? input.buysAt;
	if (joinedAt === null) throw new RangeError('A customer starts a trial or buys');
	const random = randomFor(input.seed, 'customer', input.path);
	const [family, familyLatin] = random.pick(FAMILY_NAMES);
	const [given, givenLatin] = random.pick(GIVEN_NAMES);
	const username = `${givenLatin}_${familyLatin}_${random.letters(4)}`;
	const course = input.buysAt === null ? null : paidCourse(input, input.buysAt);
	const trialEndsAt = input.trialStartsAt === null ? null : input.trialStartsAt + TRIAL_DAYS * DAY_MS;
	return {
		userId: `user_${random.letters(14)}`,
		memberId: `mber_${random.letters(14)}`,
		membershipId: `mem_${random.letters(14)}`,
		name: `${family} ${given}`,
		username,
		email: `${username}@customer.example`,
		cardLast4: String(1000 + random.below(9000)),
		source: input.source,
		runId: input.runId,
		joinedAt,
		trialEndsAt,
		payments: course?.payments ?? [],
		endsAt: course === null ? trialEndsAt : course.endsAt,
		canceledAt: course?.canceledAt ?? null,
		ownerCancellation: null,
	};
}

function paidCourse(input: CustomerInput, buysAt: number): Pick<Customer, 'payments' | 'endsAt' | 'canceledAt'> {
	const random = randomFor(input.seed, 'course', input.path);
	const payment = (at: number, reason: Payment['reason'], failed: boolean, refunds: readonly Refund[] = []): Payment => ({
		id: `pay_${random.letters(14)}`,
		at,
		amount: input.price,
		reason,
		failed,
		refunds,
	});
	const refunded = random.chance(REFUND_RATE * input.refundMultiplier);
	if (refunded) {
		const at = buysAt + (1 + random.uniform() * (REFUND_WITHIN_DAYS - 1)) * DAY_MS;
		const refund = { id: `rf_${random.letters(14)}`, at: Math.floor(at), amount: input.price };
		return { payments: [payment(buysAt, 'subscription_create', false, [refund])], endsAt: refund.at, canceledAt: refund.at };
	}
	const payments = [payment(buysAt, 'subscription_create', false)];
	let periodEnd = buysAt + PERIOD_DAYS * DAY_MS;
	for (let renewals = 0; random.chance(RENEWAL_RATE); renewals++) {
		payments.push(payment(periodEnd, 'subscription_cycle', false));
		periodEnd += PERIOD_DAYS * DAY_MS;
		if (renewals === MAX_RENEWALS) return { payments, endsAt: null, canceledAt: null };
	}
	if (random.chance(FAILED_CHARGE_SHARE)) {
		payments.push(payment(periodEnd, 'subscription_cycle', true));
		return { payments, endsAt: periodEnd + 7 * DAY_MS, canceledAt: null };
	}
	const canceledAt = Math.floor(periodEnd - random.uniform() * 30 * DAY_MS);
	return { payments, endsAt: periodEnd, canceledAt };
}
