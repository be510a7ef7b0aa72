import type { LoopState } from '../commands';
import { obstaclesOf } from '../execution/obstacles';
import type { ReportTexts } from '../locale/report';
import { localMinute } from '../time';
import type { Instant } from '../types';

/** Workflows that are left alone, and the day's retries where there were any. Nothing of a goal that is closed. */
export function obstacleLines(state: LoopState, now: Instant, texts: ReportTexts): string[] {
	const { goal } = state;
	if (goal.closedAt !== null) return [];
	const { resting, retriesToday, retryBudget } = obstaclesOf(state, now);
	return [
		...resting.map(({ name, until, lastError }) =>
			texts.resting(
				name,
				until !== null && until > now ? localMinute(until, goal.timeZone) : null,
				withoutName(lastError ?? '', name),
			),
		),
		...(retriesToday > 0 ? [texts.retries(retriesToday, retryBudget)] : []),
	];
}

/** The name stands before the reason already. */
const withoutName = (error: string, name: string): string => error.replace(`Workflow "${name}": `, '');
