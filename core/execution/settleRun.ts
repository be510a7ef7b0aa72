import type { RunOutcome } from '../commands';
import type { Instant, Run } from '../types';

/**
 * The row of a run after its execution ended. A retryable failure goes back to `scheduled` until `maxRetries` are used
 * up; an unknown outcome waits for reconciliation and is never simply repeated.
 */
export function settleRun(run: Run, outcome: RunOutcome, maxRetries: number, now: Instant): Run {
	switch (outcome.kind) {
		case 'succeeded': {
			const { actions, conversions, revenue, cost } = outcome.result;
			return {
				...run,
				status: 'succeeded',
				finishedAt: now,
				error: null,
				actions,
				conversions,
				revenue,
				cost,
				executionId: outcome.executionId ?? run.executionId,
			};
		}
		case 'failed': {
			const again = outcome.retryable && !outcome.rateLimited && run.attempts <= maxRetries;
			return {
				...run,
				status: again ? 'scheduled' : 'failed',
				finishedAt: now,
				error: outcome.error,
				executionId: outcome.executionId ?? run.executionId,
			};
		}
		case 'unknown':
			return { ...run, status: 'unknown', error: outcome.error };
	}
}
