import type { Instant } from '../types';
import type { MinorUnits } from './minorUnits';
import type { RevenueMembership, RevenuePlan, SubscriptionFigures } from './types';

const DAY_MS = 86_400_000;
/** Ended for good. `completed` is not among them: everything is paid and access stays. */
const ENDED: ReadonlySet<string> = new Set(['canceled', 'expired']);
/** Never gave access to anything. */
const NEVER_STARTED: ReadonlySet<string> = new Set(['drafted', 'unresolved']);

/** Counts trials, churn, recurring revenue and members of one period, membership by membership. */
export class SubscriptionTally {
	private trialsStarted = 0;
	private readonly endedTrials = new Set<string>();
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

	/**
	 * @returns when the membership's trial began, if it did so within the period.
	 * @throws AutopilotError CURRENCY_RATE_MISSING for the plan's currency.
	 */
	add(membership: RevenueMembership): Instant | null {
		if (NEVER_STARTED.has(membership.status)) return null;
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
		if (!plan || plan.trialDays === 0) return null;
		if (payingFrom >= start && payingFrom < until) this.endedTrials.add(membership.id);
		if (created < start || created >= end) return null;
		this.trialsStarted += 1;
		return membership.createdAt;
	}

	/** @param hasPaid tells whether a membership has had a payment by the period's end. */
	figures(hasPaid: (membershipId: string) => boolean): SubscriptionFigures {
		let trialsConverted = 0;
		for (const id of this.endedTrials) if (hasPaid(id)) trialsConverted += 1;
		return {
			trialsStarted: this.trialsStarted,
			trialsEnded: this.endedTrials.size,
			trialsConverted,
			trialConversion: this.endedTrials.size === 0 ? null : trialsConverted / this.endedTrials.size,
			activeAtStart: this.activeAtStart,
			churned: this.churned,
			churnRate: this.activeAtStart === 0 ? null : this.churned / this.activeAtStart,
			mrr: this.units.toMajor(this.mrr),
			members: this.members.size,
		};
	}
}

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
