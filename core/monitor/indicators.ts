import { DateTime } from 'luxon';
import type { LoopState } from '../commands';
import type { Instant } from '../types';

/** The indicators of document 003 for one goal. Shares are 0–1; `null` where there is nothing to measure yet. */
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
	/** Share of runs that needed no question: 1 − questions ÷ (runs + questions). */
	readonly automaticShare: number | null;
}

/** Measures how well a goal runs by itself. */
export function measureIndicators({ goal, runs, decisions }: LoopState): Indicators {
	const ended = runs.filter(({ status }) => status === 'succeeded' || status === 'failed');
	const succeeded = ended.filter(({ status }) => status === 'succeeded');
	const seconds = ended.flatMap(({ startedAt, finishedAt }) => (startedAt && finishedAt ? [elapsed(startedAt, finishedAt)] : []));
	const minutes = decisions.flatMap(({ askedAt, answeredAt }) => (answeredAt ? [elapsed(askedAt, answeredAt) / 60] : []));
	const acts = runs.length + decisions.length;
	return {
		achievementRate: goal.achievementRate,
		runs: runs.length,
		runsSucceeded: succeeded.length,
		successRate: ended.length > 0 ? succeeded.length / ended.length : null,
		meanRunSeconds: seconds.length > 0 ? seconds.reduce((sum, value) => sum + value, 0) / seconds.length : null,
		budgetUse: goal.budgetLimit ? goal.spent / goal.budgetLimit : null,
		questionsAsked: decisions.length,
		medianMinutesToDecide: median(minutes),
		automaticShare: acts > 0 ? runs.length / acts : null,
	};
}

const elapsed = (from: Instant, to: Instant): number => DateTime.fromISO(to).diff(DateTime.fromISO(from), 'seconds').seconds;

function median(values: readonly number[]): number | null {
	const sorted = [...values].sort((a, b) => a - b);
	const upper = sorted[Math.floor(sorted.length / 2)];
	const lower = sorted[Math.floor((sorted.length - 1) / 2)];
	return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
