import { arrivedBy, arrivesOn } from '../learning/lag';
import type { Learned } from '../learning/learn';
import { reliabilityOn } from '../learning/reliability';
import { beliefFrom, type Belief } from '../plan/belief';
import { stepKey } from '../plan/steps';
import type { Day, Goal, Plan, Run } from '../types';

/** A workflow as one arm of a bandit: what is believed of it in the rest of a goal's period. Lists have one figure per remaining day. */
export interface Arm {
	readonly key: string;
	readonly belief: Belief;
	readonly learned: Learned;
	/** In the plan's currency; `Infinity` where nobody knows it. */
	readonly costPerAction: number;
	/** Actions the plan does; none on a day whose step has begun. */
	readonly planned: readonly number[];
	/** Actions that have run already and whose conversions come on each day. */
	readonly pending: readonly number[];
	/** Share of what an action of each day brings that comes within the period. */
	readonly inTime: readonly number[];
	/** Probability that the run of each day succeeds. */
	readonly succeeds: readonly number[];
	/** Today's step has begun or ended: today cannot be changed any more. */
	readonly isBegun: boolean;
}

/** Where in time and in which plan an arm is looked at. */
export interface ArmPlace {
	readonly goal: Goal;
	readonly plan: Plan;
	readonly today: Day;
	/** From today to the end of the period. */
	readonly days: readonly Day[];
	/** Runs of the goal by id. */
	readonly runs: ReadonlyMap<string, Run>;
	/** Converts the setting CURRENCY into the plan's. */
	readonly rate: number;
}

/** What is believed of a workflow in the rest of a goal's period. */
export function armOf(learned: Learned, { goal, plan, today, days, runs, rate }: ArmPlace): Arm {
	const { entry, posterior, lag, series } = learned;
	const key = entry.workflowKey;
	const allocation = plan.allocations.find(({ workflowKey }) => workflowKey === key);
	const begun = runs.get(stepKey(goal.goalId, today, key));
	const isBegun = begun !== undefined && begun.status !== 'scheduled';
	const doneToday = isBegun ? actionsOf(begun) : 0;
	const seen = series.actions.length;
	return {
		key,
		belief: beliefFrom(entry, posterior, goal.metric, rate),
		learned,
		costPerAction: (posterior.costPerAction ?? Infinity) * rate,
		planned: days.map((day) => (day === today && isBegun ? 0 : (allocation?.actionsPerDay[plan.days.indexOf(day)] ?? 0))),
		pending: days.map((_, ahead) => {
			let due = doneToday * arrivesOn(lag, ahead);
			for (let age = ahead + 1; age < lag.cumulated.length; age++)
				due += (series.actions[seen - (age - ahead)] ?? 0) * arrivesOn(lag, age);
			return due;
		}),
		inTime: days.map((_, ahead) => arrivedBy(lag, days.length - 1 - ahead)),
		succeeds: days.map((_, ahead) => reliabilityOn(learned.reliability, ahead)),
		isBegun,
	};
}

const actionsOf = ({ status, actions, params }: Run): number =>
	status === 'failed' || status === 'stopped' ? 0 : (actions ?? Number(params['actions'] ?? 0));

/** What so many actions cost. Nothing costs nothing, even where nobody knows the price. */
export const costOf = (actions: number, costPerAction: number): number => (actions > 0 ? actions * costPerAction : 0);

/** Actions whose conversions come on a remaining day: of what has run, and of these actions per day. */
export function dueOn({ pending, learned: { lag } }: Arm, actions: readonly number[], ahead: number): number {
	let due = pending[ahead] ?? 0;
	for (let age = 0; age <= ahead && age < lag.cumulated.length; age++) due += (actions[ahead - age] ?? 0) * arrivesOn(lag, age);
	return due;
}
