import type { Settings } from '../settings';
import type { PlannedActions } from './plannedActions';
import type { BusinessState, CatalogEntry, Goal, Instant, Observation, Run } from '../types';

/** The part of a goal a plan depends on. A draft without id or status serves as well. */
export type PlanGoal = Pick<
	Goal,
	'goalId' | 'metric' | 'targetValue' | 'currency' | 'periodStart' | 'periodEnd' | 'timeZone' | 'locale' | 'budgetLimit'
> &
	Partial<Pick<Goal, 'limits'>>;

/** Everything a plan is made of. The same input gives the same plan. */
export interface PlanInput {
	readonly goal: PlanGoal;
	/**
	 * What has been reached by now, in the goal's metric. For revenue the state's own figures of the period count where they
	 * say more: a goal for this month, set in the middle of it, does not begin at zero.
	 */
	readonly progressValue: number;
	readonly catalog: readonly CatalogEntry[];
	/** Runs of all goals: what the workflows really bring and cost is learned from them. */
	readonly runs: readonly Run[];
	/** Figures of the shop, and what was tracked of its workflows. Default: none but those of the state. */
	readonly observations?: readonly Observation[];
	readonly state: BusinessState;
	readonly settings: Settings;
	/** What other goals plan is left out of the capacity. Missing: there are none. */
	readonly planned?: PlannedActions;
	/** Version the plan will bear. */
	readonly version: number;
	readonly now: Instant;
	/** Seed of the simulation, an integer. */
	readonly seed: number;
	/** Workflow keys to be left out, beside those the goal's own limits rule out. */
	readonly exclude?: readonly string[];
	/** Workflow keys the owner asked for: at least one action a day each. */
	readonly namedWorkflows?: readonly string[];
	/** Most actions per day by workflow key, beside the goal's own limits. */
	readonly dailyCaps?: Readonly<Record<string, number>>;
	/** How the missing amount is spread over the days. Default `auto`: by weekday when three weeks are known, else even. */
	readonly shape?: TargetShape;
}

export type TargetShape = 'auto' | 'even' | 'front_loaded';
