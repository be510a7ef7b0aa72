import type { Plan } from './plan';
import type { CurrencyCode, Instant, Locale, TimeZone } from './primitives';

/** A metric a goal can aim at. `revenue` and `profit` are money; `*_rate` are fractions; the rest are counts. */
export type MetricName =
	| 'revenue'
	| 'profit'
	| 'new_customers'
	| 'members'
	| 'followers'
	| 'trials'
	| 'leads'
	| 'churn_rate'
	| 'conversion_rate';

export type GoalStatus = 'draft' | 'awaiting_decision' | 'running' | 'paused' | 'achieved' | 'missed' | 'cancelled';

/** A goal and its progress: one row of `goals_tracker`. Money figures are in `currency`. */
export interface Goal {
	readonly goalId: string;
	readonly status: GoalStatus;
	readonly instruction: string;
	readonly locale: Locale;
	readonly metric: MetricName;
	/** In `currency` for money metrics, else a count or fraction. */
	readonly targetValue: number;
	/** `null` for metrics that are not money. Budgets of such goals are in the setting CURRENCY. */
	readonly currency: CurrencyCode | null;
	/** What a relative target was computed from, e.g. last month's revenue. */
	readonly baselineValue: number | null;
	readonly periodStart: Instant;
	/** Exclusive. */
	readonly periodEnd: Instant;
	readonly timeZone: TimeZone;
	/** `null`: the owner set none; the settings' ceilings still hold. */
	readonly budgetLimit: number | null;
	readonly spent: number;
	readonly progressValue: number;
	/** progressValue ÷ targetValue. */
	readonly achievementRate: number;
	/** What the plan's daily targets add up to by now. */
	readonly expectedToDate: number;
	/** progressValue ÷ expectedToDate; `null` before anything is expected. */
	readonly paceRatio: number | null;
	readonly forecastValue: number | null;
	/** Bounds of the 90 % interval. */
	readonly forecastLow: number | null;
	readonly forecastHigh: number | null;
	/** Of reaching the target within the period, 0–1. */
	readonly probability: number | null;
	readonly forecastFinishAt: Instant | null;
	readonly planVersion: number;
	readonly plan: Plan | null;
	readonly requestedBy: string;
	readonly createdAt: Instant;
	readonly updatedAt: Instant;
	readonly closedAt: Instant | null;
	readonly closeReason: string | null;
	/** When its figures were last brought up to date, kept while there are more goals than one review takes; `null`: never so far. */
	readonly reviewedAt: Instant | null;
}
