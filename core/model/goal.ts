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

/**
 * What the owner ruled out or limited in the sentence. It binds whatever is planned, adjusted or asked, for as long as the goal lives:
 * nobody is ever advised to lift it.
 */
export interface OwnersLimits {
	/** Keys of the workflows that alone may be used, also when the catalog grows; `null`: all may. */
	readonly only: readonly string[] | null;
	/** Keys of the workflows that must not be used. */
	readonly exclude: readonly string[];
	/** Most actions of each workflow that counts in the unit. */
	readonly caps: readonly {
		readonly unit: string;
		readonly count: number;
		readonly per: 'total' | 'day' | 'week' | 'month';
	}[];
	/** The budget of the sentence, in the goal's currency (or the setting CURRENCY); `null`: it named none. */
	readonly budget: number | null;
	/** Most money a day may cost, in the goal's currency (or the setting CURRENCY); `null`: no day has a budget of its own. */
	readonly budgetPerDay: number | null;
}

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
	/** What a relative target was computed from, e.g. last month's revenue; where a level or rate stood when the goal was set. */
	readonly baselineValue: number | null;
	readonly periodStart: Instant;
	/** Exclusive. */
	readonly periodEnd: Instant;
	readonly timeZone: TimeZone;
	/** `null`: the owner set none; the settings' ceilings still hold. */
	readonly budgetLimit: number | null;
	/** `null`: the sentence ruled nothing out. */
	readonly limits: OwnersLimits | null;
	readonly spent: number;
	readonly progressValue: number;
	/** progressValue ÷ targetValue; of a level what was gained on the baseline ÷ what was to be gained. */
	readonly achievementRate: number;
	/** What the plan's daily targets add up to by now. */
	readonly expectedToDate: number;
	/** progressValue ÷ expectedToDate, of a level both less the baseline; `null` before anything is expected. */
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
