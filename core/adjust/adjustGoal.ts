import type { LoopState } from '../commands';
import { plannedActions, predict } from '../forecast/predict';
import { withForecast } from '../monitor/withForecast';
import { ENOUGH } from '../plan/chooseMix';
import { dayOf } from '../time';
import type { Adjustment, DecisionRequest, Goal, Instant } from '../types';
import type { Outlook } from './adjustments';
import { anomalyRequest } from './ask/anomalyRequest';
import { farBehindRequest } from './ask/farBehindRequest';
import { roomRequest } from './ask/roomRequest';
import { chooseRest } from './chooseRest';
import { limitsOf } from './limits';
import { replan } from './replan';
import { readRest, type Rest } from './rest';

/** A goal after the day's look at its plan. */
export interface Adjusted {
	readonly goal: Goal;
	readonly adjustments: readonly Adjustment[];
	/** What a person has to be asked. */
	readonly request: DecisionRequest | null;
}

/** More probable than this is more than was asked for: money can be saved. */
const MORE_THAN_ENOUGH = 0.97;

/**
 * Whether a running goal's plan is to be looked at: once a day. Without approved room not on the day it was made, when nothing has been
 * learned yet; with room already then, because a day on which everything rests on the catalog is the best to find out what it is worth.
 */
export function isDue({ status, plan, timeZone }: Goal, now: Instant): boolean {
	if (status !== 'running' || plan === null) return false;
	const today = dayOf(now, timeZone);
	return plan.reviewedOn !== today && (plan.room !== undefined || dayOf(plan.createdAt, timeZone) !== today);
}

/**
 * Adjusts the plan of `state.goal` to what was learned, within its room or AUTO_ADJUST_LIMIT, and says what is beyond that.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function adjustGoal(state: LoopState, rest: Rest, now: Instant): Adjusted {
	const { goal, settings } = state;
	const limits = limitsOf(state, rest);
	const authority = rest.plan.room ? 'approved_room' : 'small_change';
	const changed = replan(state, rest, chooseRest(rest, limits, settings), { limits, authority, outlook: outlookOf(goal) }, now);
	const plan = { ...(changed?.plan ?? rest.plan), reviewedOn: rest.today };
	const next: Goal = { ...goal, plan, planVersion: plan.version };
	const after = changed ? readRest(state, next, plan, now) : rest;
	const left = limitsOf(state, after);
	const adjusted = changed ? withForecast(next, predict(after, plannedActions(after), plan.room ? left : null, now)) : next;
	const known: LoopState = { ...state, goal: adjusted };
	return {
		goal: adjusted,
		adjustments: changed?.adjustments ?? [],
		request:
			anomalyRequest(known, after, left, now) ?? roomRequest(known, after, now) ?? farBehindRequest(known, after, left, now),
	};
}

function outlookOf({ probability }: Goal): Outlook {
	if (probability === null) return 'on_track';
	return probability < ENOUGH ? 'behind' : probability > MORE_THAN_ENOUGH ? 'ahead' : 'on_track';
}
