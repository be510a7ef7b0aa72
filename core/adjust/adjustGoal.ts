import type { LoopState } from '../commands';
import { plannedActions, predict } from '../forecast/predict';
import { withForecast } from '../monitor/withForecast';
import { ENOUGH } from '../plan/chooseMix';
import { dueAt } from '../plan/steps';
import { addSeconds, dayOf } from '../time';
import type { Adjustment, DecisionRequest, Goal, Instant, Plan } from '../types';
import type { Outlook } from './adjustments';
import { anomalyRequest } from './ask/anomalyRequest';
import { farBehindRequest } from './ask/farBehindRequest';
import { roomRequest } from './ask/roomRequest';
import { chooseRest } from './chooseRest';
import { limitsOf } from './limits';
import { replan, type Replanned } from './replan';
import { readRest, type Rest } from './rest';

/** A goal after the day's look at its plan. */
export interface Adjusted {
	readonly goal: Goal;
	readonly adjustments: readonly Adjustment[];
	/** What a person has to be asked. */
	readonly request: DecisionRequest | null;
}

/** More probable than this is more than was asked for: money can be saved, */
const MORE_THAN_ENOUGH = 0.97;
/** and without approved room more than a little of it only while the goal stays this probable. */
const STILL_SAFE = 0.95;

/** The day's figures have come by then, and a change still counts for the steps of the same day. */
const HOURS_BEFORE_STEPS = 1;

/**
 * Whether a running goal's plan is to be looked at: once a day, shortly before its steps are due, when yesterday's figures are known and
 * people are up to be asked. Without room not on the day it was made, when nothing has been learned yet; with room already then, because
 * a day on which everything rests on the catalog is the best to find out what it is worth.
 */
export function isDue({ status, timeZone }: Goal, { plan, room, today }: Rest, now: Instant): boolean {
	if (status !== 'running' || now < addSeconds(dueAt(today, timeZone), -HOURS_BEFORE_STEPS * 3_600)) return false;
	return plan.reviewedOn !== today && (room !== null || dayOf(plan.createdAt, timeZone) !== today);
}

/**
 * Adjusts the plan of `state.goal` to what was learned, within its room or AUTO_ADJUST_LIMIT, and says what is beyond that.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function adjustGoal(state: LoopState, rest: Rest, now: Instant): Adjusted {
	const { goal, settings } = state;
	const limits = limitsOf(state, rest);
	const mix = chooseRest(rest, limits, settings);
	const authority = rest.room ? 'approved_room' : 'small_change';
	const change = { limits, authority, outlook: outlookOf(goal) } as const;
	const isAhead = authority === 'small_change' && change.outlook === 'ahead';
	const saved = isAhead ? madeOf(state, rest, replan(state, rest, mix, { ...change, saves: true }, now), now) : null;
	const made =
		saved && (saved.goal.probability ?? 0) >= STILL_SAFE
			? saved
			: madeOf(state, rest, replan(state, rest, mix, change, now), now);
	const known: LoopState = { ...state, goal: made.goal };
	const left = limitsOf(state, made.rest);
	return {
		goal: made.goal,
		adjustments: made.adjustments,
		request:
			anomalyRequest(known, made.rest, left, now) ??
			roomRequest(known, made.rest, now) ??
			farBehindRequest(known, made.rest, left, now),
	};
}

/** The goal with its plan looked at, and what is then known about its rest. */
function madeOf(
	state: LoopState,
	rest: Rest,
	changed: Replanned | null,
	now: Instant,
): Omit<Adjusted, 'request'> & { rest: Rest } {
	const plan: Plan = { ...(changed?.plan ?? rest.plan), reviewedOn: rest.today };
	const goal: Goal = { ...state.goal, plan, planVersion: plan.version };
	if (!changed) return { goal, rest, adjustments: [] };
	const after = readRest(state, goal, plan, now);
	const freedom = after.room ? limitsOf(state, after) : null;
	return {
		goal: withForecast(goal, predict(after, plannedActions(after), freedom, now)),
		rest: after,
		adjustments: changed.adjustments,
	};
}

function outlookOf({ probability }: Goal): Outlook {
	if (probability === null) return 'on_track';
	return probability < ENOUGH ? 'behind' : probability > MORE_THAN_ENOUGH ? 'ahead' : 'on_track';
}
