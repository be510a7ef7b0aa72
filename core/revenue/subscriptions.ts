import type { MinorUnits } from './minorUnits';
import type { RevenueMembership, RevenuePlan, SubscriptionFigures } from './types';

const DAY_MS = 86_400_000;
/** Who pays within this time of joining had no trial, whatever the plan offers: Whop gives each customer one trial only. */
const PAID_AT_ONCE_MS = 3_600_000;
/** Ended for good. `completed` is not among them: everything is paid and access stays. */
const ENDED: ReadonlySet<string> = new Set(['canceled', 'expired']);
/** Never gave access to anything. */
const NEVER_STARTED: ReadonlySet<string> = new Set(['drafted', 'unresolved']);

/** What the payments say of a membership. */
export interface MembershipPayments {
	/** Of its first payment, refunded or not, in milliseconds. */
	firstAt(membershipId: string): number | null;
	/** Whether it has a payment that was not wholly paid back. */
	kept(membershipId: string): boolean;
}

/** Counts trials, churn, recurring revenue and members of one period, membership by membership. */
export class SubscriptionTally {
	private readonly trials: { readonly membershipId: string; readonly startedAt: number; readonly endsAt: number }[] = [];
	private activeAtStart = 0;
	private churned = 0;
	private mrr = 0;
	private readonly members = new Set<string>();
	private readonly plans: ReadonlyMap<string, RevenuePlan>;

	/** @param bounds of the period in milliseconds, the end exclusive; @param now in milliseconds. */
	constructor(
		plans: readonly RevenuePlan[],
		private readonly bounds: { readonly start: number; readonly end: number },
		private readonly now: number,
		private readonly units: MinorUnits,
	) {
		this.plans = new Map(plans.map((plan) => [plan.id, plan]));
	}

	/** @throws AutopilotError CURRENCY_RATE_MISSING for the plan's currency. */
	add(membership: RevenueMembership): void {
		if (NEVER_STARTED.has(membership.status)) return;
		const { start, end } = this.bounds;
		const plan = membership.planId === null ? undefined : this.plans.get(membership.planId);
		const created = Date.parse(membership.createdAt);
		const payingFrom = created + (plan?.trialDays ?? 0) * DAY_MS;
		const endedAt = endOf(membership);
		// What will have happened only counts once it has.
		const until = Math.min(end, this.now);

		if (created < end && endedAt >= until) this.members.add(membership.customerId ?? membership.id);
		if (plan && plan.billingPeriodDays !== null) {
			if (payingFrom < start && endedAt >= start && endedAt > payingFrom) {
				this.activeAtStart += 1;
				if (endedAt < until) this.churned += 1;
			}
			const paying = payingFrom < until && endedAt >= until && membership.status !== 'trialing' && !membership.paused;
			if (paying) this.mrr += monthlyPrice(plan, plan.billingPeriodDays, this.units);
		}
		if (plan && plan.trialDays > 0 && created < end && payingFrom >= start) {
			this.trials.push({ membershipId: membership.id, startedAt: created, endsAt: payingFrom });
		}
	}

	/**
	 * @param payments what is known of a membership's payments by the period's end.
	 * @returns the figures, and when each trial of the period began, in milliseconds.
	 */
	figures(payments: MembershipPayments): { figures: SubscriptionFigures; trialStarts: number[] } {
		const { start, end } = this.bounds;
		const until = Math.min(end, this.now);
		const trials = this.trials.filter(({ membershipId, startedAt }) => {
			const first = payments.firstAt(membershipId);
			return first === null || first > startedAt + PAID_AT_ONCE_MS;
		});
		const trialStarts = trials.map(({ startedAt }) => startedAt).filter((startedAt) => startedAt >= start);
		const ended = trials.filter(({ endsAt }) => endsAt < until);
		const converted = ended.filter(({ membershipId }) => payments.kept(membershipId));
		const figures = {
			trialsStarted: trialStarts.length,
			trialsEnded: ended.length,
			trialsConverted: converted.length,
			trialConversion: share(converted.length, ended.length),
			activeAtStart: this.activeAtStart,
			churned: this.churned,
			churnRate: share(this.churned, this.activeAtStart),
			mrr: this.units.toMajor(this.mrr),
			members: this.members.size,
		};
		return { figures, trialStarts };
	}
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/**
 * When access ended, in milliseconds; infinity while it lasts. Whop's `canceled_at` is when the customer asked: with a
 * cancellation at the period's end, access lasted to that end.
 */
function endOf(membership: RevenueMembership): number {
	if (!ENDED.has(membership.status)) return Number.POSITIVE_INFINITY;
	const { cancelAtPeriodEnd, canceledAt, currentPeriodEnd, createdAt, status } = membership;
	const asked = cancelAtPeriodEnd || status === 'expired' ? (currentPeriodEnd ?? canceledAt) : (canceledAt ?? currentPeriodEnd);
	// Ended, but nobody says when: it must not look alive, so it never was.
	return Date.parse(asked ?? createdAt);
}

/** Price per month in minor units: 30 days count as one month and 365 as twelve, anything else by days of a mean month. */
function monthlyPrice({ renewalPrice, currency }: RevenuePlan, billingPeriodDays: number, units: MinorUnits): number {
	const months =
		billingPeriodDays % 365 === 0
			? (billingPeriodDays / 365) * 12
			: billingPeriodDays % 30 === 0
				? billingPeriodDays / 30
				: (billingPeriodDays * 12) / 365;
	return units.toMinor({ amount: renewalPrice / months, currency });
}
