import type { Instant } from './primitives';

/** `open`: the workflow failed too often and is left alone; `half_open`: one run finds out whether it works again. */
export type BreakerState = 'closed' | 'open' | 'half_open';

/** How a workflow has fared lately, whatever the goal: one row of `workflow_health`. */
export interface WorkflowHealth {
	readonly workflowKey: string;
	readonly state: BreakerState;
	/** How its latest executions ended, the newest last. */
	readonly samples: readonly boolean[];
	/** Times it was opened since it last worked: each makes the next probe wait longer. */
	readonly openings: number;
	readonly openedAt: Instant | null;
	readonly nextProbeAt: Instant | null;
	readonly lastError: string | null;
	readonly updatedAt: Instant;
}

/** The counter that puts the admissions of runs by all workers in one order: the only row of `run_admission`. */
export interface RunAdmission {
	readonly lane: string;
	/** Goes up by one with each admission and each stop. */
	readonly sequence: number;
	readonly admittedAt: Instant;
	/** The execution that was admitted last. */
	readonly executionId: string;
}
