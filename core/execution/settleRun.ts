import type { RunOutcome } from '../commands';
import type { Hash } from '../ports';
import { addSeconds } from '../time';
import type { CatalogEntry, Instant, Run } from '../types';
import { retryDelay } from './backoff';
import { closedMoney, sum } from './runMoney';

/** What settling depends on beside the outcome. */
export interface SettlingRules {
	readonly maxRetries: number;
	/** Retries the goal has left today. */
	readonly retriesLeft: number;
	/** What the run's workflow costs by the catalog. */
	readonly costPerAction: CatalogEntry['costPerAction'];
	readonly hash: Hash;
}

/** A service that asks for more patience than this stops the step: that is asked about. */
const LONGEST_RETRY_AFTER_SECONDS = 3 * 3_600;

/**
 * The row of a run after its execution ended. A retryable failure goes back to `scheduled`, not before `nextAttemptAt`, until
 * `maxRetries` or the goal's budget of retries is used up; an unknown outcome waits for reconciliation and is never simply
 * repeated. A workflow that does not say what it cost is taken at the catalog's price, and what a failed try cost that says nothing at
 * its reservation: budgets and ceilings must not be blind to it. All tries travel under one idempotency key, so a later try that names
 * a cost tells that of the earlier ones as well, except for what those have told themselves.
 */
export function settleRun(run: Run, outcome: RunOutcome, rules: SettlingRules, now: Instant): Run {
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
				cost: costOf(run, cost, priceOf(run, actions, rules.costPerAction) ?? run.reserved),
				uncertain: cost === null ? run.uncertain : null,
				executionId: outcome.executionId ?? run.executionId,
			};
		}
		case 'failed': {
			const again = mayRetry(run, outcome, rules);
			const money = moneyAfter(run, outcome, again);
			return {
				...run,
				...money,
				...(again ? {} : closedMoney(money)),
				status: again ? 'scheduled' : 'failed',
				finishedAt: now,
				error: outcome.error,
				nextAttemptAt: again ? addSeconds(now, waitBefore(run, outcome, rules)) : null,
				executionId: outcome.executionId ?? run.executionId,
			};
		}
		case 'unknown':
			return { ...run, status: 'unknown', error: outcome.error };
	}
}

type Failure = Extract<RunOutcome, { kind: 'failed' }>;

/** What a run that succeeded has cost: what its workflow names, else its price and what was set aside for earlier tries. */
function costOf({ cost: told, uncertain }: Run, named: number | null, price: number | null): number | null {
	if (named !== null) return sum(told, named);
	return told === null && uncertain === null ? price : sum(told, uncertain, price);
}

type RunMoney = Pick<Run, 'cost' | 'reserved' | 'uncertain'>;

/** The money of a try that failed: it cost nothing, or what it told; else what was set aside for it stays so, beside that for the next. */
function moneyAfter({ cost, reserved, uncertain }: Run, outcome: Failure, again: boolean): RunMoney {
	if (outcome.notStarted) return { cost, reserved: null, uncertain };
	if (outcome.cost !== undefined) return { cost: sum(cost, outcome.cost), reserved: null, uncertain };
	if (!again || reserved === null) return { cost, reserved, uncertain };
	return { cost, reserved: null, uncertain: sum(uncertain, reserved) };
}

function mayRetry(run: Run, outcome: Failure, { maxRetries, retriesLeft }: SettlingRules): boolean {
	if (!outcome.retryable || run.attempts > maxRetries || retriesLeft <= 0) return false;
	// Without a word on how long, a rate limit is asked about.
	return !outcome.rateLimited || (outcome.retryAfter ?? Infinity) <= LONGEST_RETRY_AFTER_SECONDS;
}

/** Seconds: never less than the service asked for, and not the same for everybody. The row itself tells the previous wait. */
function waitBefore(run: Run, { retryAfter = 0 }: Failure, { hash }: SettlingRules): number {
	const { finishedAt, nextAttemptAt } = run;
	const previous = finishedAt && nextAttemptAt ? Math.max(0, (Date.parse(nextAttemptAt) - Date.parse(finishedAt)) / 1000) : 0;
	const uniform = Number.parseInt(hash(`${run.runId}/${run.attempts}`).slice(0, 8), 16) / 2 ** 32;
	return Math.round(retryAfter + retryDelay(retryAfter > 0 ? 0 : previous, uniform) * (retryAfter > 0 ? 0.1 : 1));
}

function priceOf({ params }: Run, actions: number | null, costPerAction: number | null): number | null {
	const price = (actions ?? Number(params['actions'])) * (costPerAction ?? NaN);
	return Number.isFinite(price) ? price : null;
}
