import type { LoopState } from '../commands';
import { attributed, countsMoney } from '../learning/attribution';
import { gatherEvidence } from '../learning/evidence';
import { learn, type Lessons } from '../learning/learn';
import { LAST_DAYS, windowBefore } from '../learning/series';
import { convert } from '../money';
import { gainedByDay } from '../monitor/gainedByDay';
import { addDays, remainingDays } from '../plan/days';
import { roomNow } from '../plan/room';
import { shareOfTodaySeen } from '../forecast/shareOfTodaySeen';
import { dayOf, instantOf } from '../time';
import type { AdaptiveRoom, Day, Goal, Instant, Plan } from '../types';
import { armOf, type Arm } from './arm';
import { organicRest, type OrganicRest } from './organicRest';

/** Everything known about the rest of a goal's period. */
export interface Rest {
	readonly goal: Goal;
	readonly plan: Plan;
	/** How far the plan may be moved without asking again, by what was approved and LEARNING_ROOM as it is now. */
	readonly room: AdaptiveRoom | null;
	readonly today: Day;
	/** From today to the end. */
	readonly days: readonly Day[];
	/** Share of today that the figures do not cover yet. */
	readonly todayAhead: number;
	readonly arms: readonly Arm[];
	readonly organic: OrganicRest;
	readonly lessons: Lessons;
	readonly progress: number;
}

/**
 * Reads what is known about the rest of a goal with a plan.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function readRest(state: LoopState, goal: Goal, plan: Plan, now: Instant): Rest {
	const { catalog, observations, runs, settings } = state;
	const { timeZone, metric } = goal;
	const today = dayOf(now, timeZone);
	const days = remainingDays(goal, now);
	const window = windowBefore(today, LAST_DAYS);
	const periodStart = instantOf(addDays(today, -LAST_DAYS), '00:00', timeZone);
	const byDay = gainedByDay({ ...goal, periodStart, baselineValue: null }, observations, settings, now);
	const one = { amount: 1, currency: settings.currency };
	const rate = convert(one, goal.currency ?? settings.currency, settings.exchangeRates).amount;
	const told = gatherEvidence(state, window, timeZone, now);
	const organic = organicRest({ goal, plan, days }, byDay, told, window, rate);
	const unit = countsMoney(metric) ? rate : 1;
	const perDay = window.days.map((day) => byDay.get(day)).map((amount) => (amount === undefined ? amount : amount / unit));
	const lessons = learn(catalog, attributed(catalog, told, { metric, perDay, organic: organic.level / unit }));
	const place = { goal, plan, today, days, runs: new Map(runs.map((run) => [run.runId, run])), rate };
	return {
		goal,
		plan,
		room: roomNow(plan, catalog, settings),
		today,
		days,
		todayAhead: days[0] === today ? 1 - shareOfTodaySeen(goal, observations, now, byDay) : 1,
		arms: [...lessons.workflows.values()].map((learned) => armOf(learned, place)),
		organic,
		lessons,
		progress: goal.progressValue,
	};
}
