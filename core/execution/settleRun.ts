import type { RunOutcome } from '../commands';
import type { CatalogEntry, Instant, Run } from '../types';

/** What settling depends on beside the outcome. */
export interface SettlingRules {
	readonly maxRetries: number;
	/** What the run's workflow costs by the catalog. */
	readonly costPerAction: CatalogEntry['costPerAction'];
}

/**
 * The row of a run after its execution ended. A retryable failure goes back to `scheduled` until `maxRetries` are used
 * up; an unknown outcome waits for reconciliation and is never simply repeated. A workflow that does not say what it cost
 * is taken at the catalog's price: budgets and ceilings must not be blind to it.
 */
export function settleRun(run: Run, outcome: RunOutcome, { maxRetries, costPerAction }: SettlingRules, now: Instant): Run {
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
				cost: cost ?? priceOf(run, actions, costPerAction),
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

function priceOf({ params }: Run, actions: number | null, costPerAction: number | null): number | null {
	const price = (actions ?? Number(params['actions'])) * (costPerAction ?? NaN);
	return Number.isFinite(price) ? price : null;
}
