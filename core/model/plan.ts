import type { Day, Instant, JsonValue } from './primitives';
import type { Verdict } from './verdict';

/** How many actions of one workflow the plan does on each day. */
export interface Allocation {
	readonly workflowKey: string;
	/** One whole number per entry of `Plan.days`. */
	readonly actionsPerDay: readonly number[];
	/** Extra parameters passed to the workflow beside the number of actions. */
	readonly params: Readonly<Record<string, JsonValue>>;
	/** Workflow keys that must have succeeded on the same day first. */
	readonly dependsOn: readonly string[];
	/** May run at the same time as others of the same rank. */
	readonly parallel: boolean;
	readonly costPerAction: number;
	/** Expected conversions per action and value per conversion, as believed when the plan was made. */
	readonly conversionRate: number;
	readonly valuePerConversion: number;
	/** What one action brings in the goal's metric, as believed when the plan was made. */
	readonly expectedPerAction?: number;
	/** Days from an action to what it brings. */
	readonly lagDays?: number;
	/** The policy's word on running this allocation. */
	readonly verdict: Verdict;
}

/**
 * How far the loop may move the actions of a plan without asking again. It is part of what a person approves with the
 * plan: shown in the question and in the digest.
 */
export interface AdaptiveRoom {
	/** Most actions a day by workflow; a workflow that is not named may not run. */
	readonly most: readonly { readonly workflowKey: string; readonly actionsPerDay: number }[];
	/** Most the whole plan may cost, in the goal's currency (or the setting CURRENCY). */
	readonly budget: number;
}

/** A version of the plan of a goal. Small enough for one spreadsheet cell: steps are derived by `core/plan/steps.ts`. */
export interface Plan {
	readonly version: number;
	readonly createdAt: Instant;
	readonly days: readonly Day[];
	/** What each day should bring, in the goal's metric; adds up to the target that was still missing. */
	readonly dailyTargets: readonly number[];
	/** What each day will probably bring: all workflows, their lag counted in, and what comes without them. */
	readonly expectedPerDay?: readonly number[];
	/** What comes on each day without any workflow, as believed when the goal was planned. */
	readonly organicPerDay?: readonly number[];
	readonly allocations: readonly Allocation[];
	/** Total cost of all allocations, in the goal's currency (or the setting CURRENCY). */
	readonly estimatedCost: number;
	readonly forecast: Forecast;
	/** New customers per day that the target implies at the present value of a customer; `null` when unknown. */
	readonly customersPerDay: number | null;
	/** Value of one customer (ARPU) the plan was computed with, and where it came from. */
	readonly valuePerCustomer: { readonly value: number; readonly source: string } | null;
	readonly risks: readonly Risk[];
	/** Room to adapt within, where a person approved one. */
	readonly room?: AdaptiveRoom;
	/**
	 * What the plan did each day before the first change that nobody was asked about: such changes go no further than AUTO_ADJUST_LIMIT from
	 * that, however many there are. Missing where there was none since a person last agreed to the plan.
	 */
	readonly unadjusted?: readonly Pick<Allocation, 'workflowKey' | 'actionsPerDay'>[];
	/** Day of the last review that looked whether to adjust: at most one look a day. */
	readonly reviewedOn?: Day;
	/** At most twelve lines in the goal's language. */
	readonly explanation: readonly string[];
}

/** Something that could make the plan miss. */
export interface Risk {
	readonly code: string;
	readonly text: string;
	readonly probability: number;
}

/** What will probably come out by the end of the period. */
export interface Forecast {
	readonly value: number;
	readonly low: number;
	readonly high: number;
	readonly probability: number;
	readonly finishAt: Instant | null;
}

/** One workflow on one day: what a run executes. */
export interface Step {
	/** `<goalId>/<day>/<workflowKey>`: the same step always has the same key, whatever the plan's version. */
	readonly stepKey: string;
	readonly goalId: string;
	readonly workflowKey: string;
	readonly day: Day;
	readonly scheduledFor: Instant;
	readonly actions: number;
	readonly params: Readonly<Record<string, JsonValue>>;
	readonly dependsOn: readonly string[];
	readonly parallel: boolean;
	readonly estimatedCost: number;
	readonly verdict: Verdict;
}
