import { DateTime } from 'luxon';
import type { LoopState } from '../commands';
import type { Instant } from '../types';
import { automaticShare, decisionFigures } from './decisionFigures';

/** The indicators by which an owner judges one goal. Shares are 0–1; `null` where there is nothing to measure yet. */
export interface Indicators {
	readonly achievementRate: number;
	readonly runs: number;
	readonly runsSucceeded: number;
	/** Share of ended runs that succeeded. */
	readonly successRate: number | null;
	/** Mean time from start to end of a run, in seconds. */
	readonly meanRunSeconds: number | null;
	/** spent ÷ budget. */
	readonly budgetUse: number | null;
	readonly questionsAsked: number;
	/** Median time from question to answer, in minutes. */
	readonly medianMinutesToDecide: number | null;
	/** Nine of ten answers came within this time, in minutes. */
	readonly p90MinutesToDecide: number | null;
	/** Questions that nobody answered in time. */
	readonly questionsExpired: number;
	readonly remindersSent: number;
	readonly escalations: number;
	/** Share of runs that needed no question: 1 − questions ÷ (runs + questions). */
	readonly automaticShare: number | null;
}

/** Measures how well a goal runs by itself. */
export function measureIndicators({ goal, runs, decisions }: LoopState): Indicators {
	const ended = runs.filter(({ status }) => status === 'succeeded' || status === 'failed');
	const succeeded = ended.filter(({ status }) => status === 'succeeded');
	const seconds = ended.flatMap(({ startedAt, finishedAt }) => (startedAt && finishedAt ? [elapsed(startedAt, finishedAt)] : []));
	const asked = decisionFigures(decisions);
	return {
		achievementRate: goal.achievementRate,
		runs: runs.length,
		runsSucceeded: succeeded.length,
		successRate: ended.length > 0 ? succeeded.length / ended.length : null,
		meanRunSeconds: seconds.length > 0 ? seconds.reduce((sum, value) => sum + value, 0) / seconds.length : null,
		budgetUse: goal.budgetLimit ? goal.spent / goal.budgetLimit : null,
		questionsAsked: decisions.length,
		medianMinutesToDecide: asked.medianMinutesToAnswer,
		p90MinutesToDecide: asked.p90MinutesToAnswer,
		questionsExpired: asked.expired,
		remindersSent: asked.reminders,
		escalations: asked.escalations,
		automaticShare: automaticShare(runs.length, decisions.length),
	};
}

const elapsed = (from: Instant, to: Instant): number => DateTime.fromISO(to).diff(DateTime.fromISO(from), 'seconds').seconds;
