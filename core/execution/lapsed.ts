import type { Command, LoopState } from '../commands';
import { dayOf } from '../time';
import type { Goal, Instant, Run } from '../types';
import { type Advance, replaceRun } from './advance';
import { closedMoney } from './runMoney';
import { spentBy } from './spending';

const REASON = {
	day: 'Its day ended before it could be tried again',
	goal: 'Its goal was closed before it could be tried again',
} as const;

/**
 * Runs that failed and were to be tried again have failed for good when their day is over (what was not done yesterday is not done
 * today), or when their goal is closed. What was set aside for their tries stays booked, because nobody knows what those cost.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function settleLapsed(state: LoopState, now: Instant): Advance {
	const { goal, settings } = state;
	const over = goal.closedAt === null ? 'day' : 'goal';
	const today = dayOf(now, goal.timeZone);
	const lapsed = state.runs.filter(({ status, attempts, scheduledFor }) => {
		return status === 'scheduled' && attempts > 0 && (over === 'goal' || dayOf(scheduledFor, goal.timeZone) < today);
	});
	if (lapsed.length === 0) return { state, commands: [] };
	const failed = lapsed.map((run): Run => {
		const error = `${REASON[over]}${run.error === null ? '' : `: ${run.error}`}`.slice(0, 500);
		return { ...run, ...closedMoney(run), status: 'failed', nextAttemptAt: null, error };
	});
	const runs = failed.reduce<readonly Run[]>(replaceRun, state.runs);
	const next: Goal = { ...goal, spent: spentBy(runs, goal, settings) };
	return {
		state: { ...state, goal: next, runs },
		commands: failed.map((run): Command => ({ type: 'SaveRun', run, from: 'scheduled' })),
	};
}
