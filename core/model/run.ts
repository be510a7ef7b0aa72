import type { Instant, JsonValue } from './primitives';

export type RunStatus = 'scheduled' | 'running' | 'succeeded' | 'failed' | 'unknown' | 'stopped';

/** One execution of a step: one row of `run_log`. `runId` is the step's key, so a step has one row however often it is tried. */
export interface Run {
	readonly runId: string;
	readonly goalId: string;
	readonly planVersion: number;
	readonly workflowKey: string;
	readonly params: Readonly<Record<string, JsonValue>>;
	readonly scheduledFor: Instant;
	/** When its latest try was let start; `null`: there was none, or it was stopped before its workflow began. */
	readonly startedAt: Instant | null;
	readonly finishedAt: Instant | null;
	readonly status: RunStatus;
	readonly attempts: number;
	readonly error: string | null;
	readonly actions: number | null;
	readonly conversions: number | null;
	readonly revenue: number | null;
	/** What it has cost, in the setting CURRENCY, as far as its tries have told. */
	readonly cost: number | null;
	/** The execution that has the run: the one that started it, then the one that received the call of its webhook, or the child itself. */
	readonly executionId: string | null;
	/** The workflow its latest try was started with, whatever the catalog says by now; `null`: none was, or nobody noted it. */
	readonly workflowId: string | null;
	/** When another execution received the call of its webhook in its latest try; `null`: none has. */
	readonly receivedAt: Instant | null;
	/** Not tried again before this; `null`: at once. */
	readonly nextAttemptAt: Instant | null;
	/** Money set aside before its latest try, in the setting CURRENCY. Counts as spent until its cost is known; `null`: none is. */
	readonly reserved: number | null;
	/** The same for its earlier tries of which nobody knows what they cost. */
	readonly uncertain: number | null;
}

/** What a step workflow hands back (the contract in workflows/README.md). Missing fields are attributed from metrics. */
export interface StepResult {
	readonly actions: number | null;
	readonly conversions: number | null;
	readonly revenue: number | null;
	readonly cost: number | null;
	readonly metrics: Readonly<Record<string, number>>;
	readonly note: string | null;
}
