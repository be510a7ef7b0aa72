import type { PlannedActions } from './plan/plannedActions';
import type { Settings } from './settings';
import type {
	Adjustment,
	CatalogEntry,
	Decision,
	DecisionRequest,
	DecisionStatus,
	Goal,
	Observation,
	Report,
	Run,
	RunStatus,
	Step,
	StepResult,
	WorkflowHealth,
} from './types';

/** Everything the loop knows about one goal when an event arrives. Loaded from the ledger, never kept between events. */
export interface LoopState {
	readonly goal: Goal;
	readonly runs: readonly Run[];
	/** Runs of all goals: what a workflow brings is learned from all of them. */
	readonly evidence: readonly Run[];
	/** What the plans of all goals do: capacity and the limit of mass sends are shared. */
	readonly planned: PlannedActions;
	readonly decisions: readonly Decision[];
	/** Questions that the loop wants asked and that are not on record yet. */
	readonly asking?: readonly DecisionRequest[];
	readonly catalog: readonly CatalogEntry[];
	/** Figures of the shop and of this goal. */
	readonly observations: readonly Observation[];
	/** What the loop has changed in this goal's plan. */
	readonly adjustments: readonly Adjustment[];
	/** Of every workflow that has failed lately. */
	readonly health: readonly WorkflowHealth[];
	readonly settings: Settings;
}

/** What happened. Nodes feed these in; nothing else moves a goal. */
export type LoopEvent =
	/** `assumptions`: readings of a language model that a person has to confirm. */
	| { readonly type: 'InstructionReceived'; readonly assumptions?: readonly string[] }
	| { readonly type: 'Tick' }
	/** Runs may have ended without anybody noting it. Comes before a tick. */
	| { readonly type: 'ReconcileRequested' }
	| { readonly type: 'RunFinished'; readonly runId: string; readonly outcome: RunOutcome }
	/** New observations stand in the state. */
	| { readonly type: 'MetricObserved' }
	| { readonly type: 'DecisionAnswered'; readonly decisionId: string }
	| { readonly type: 'DecisionExpired'; readonly decisionId: string }
	| { readonly type: 'StopRequested'; readonly reason: string }
	| { readonly type: 'PauseRequested'; readonly reason: string }
	| { readonly type: 'ResumeRequested' }
	| { readonly type: 'CancelRequested'; readonly reason: string }
	/** Runs were to be stopped. `again`: they should have been stopped before. */
	| {
			readonly type: 'StopsTried';
			readonly stopped: readonly Run[];
			readonly unstopped: readonly Unstopped[];
			readonly again: boolean;
	  };

/** A run that could not be stopped, and why. */
export interface Unstopped {
	readonly run: Run;
	readonly error: string;
}

/** How an execution of a step ended. `unknown`: it may have run, so it is reconciled before it is tried again. */
export type RunOutcome =
	| { readonly kind: 'succeeded'; readonly result: StepResult; readonly executionId: string | null }
	| {
			readonly kind: 'failed';
			readonly error: string;
			readonly retryable: boolean;
			readonly rateLimited: boolean;
			readonly executionId: string | null;
			/** Seconds the service asked to wait. */
			readonly retryAfter?: number;
			/** Somebody has to mend something first: a credential, a workflow that is not published. */
			readonly needsPerson?: boolean;
			/** HTTP status of the node that failed, where it named one. */
			readonly status?: number;
			/** What it says this try has cost, in the setting CURRENCY. */
			readonly cost?: number;
			/** It is certain that the workflow did not begin, so that nothing was spent. */
			readonly notStarted?: boolean;
			/** The n8n that ran it ended: whatever ran beside it was lost with it. */
			readonly withN8n?: boolean;
	  }
	| { readonly kind: 'unknown'; readonly error: string };

/** What to do about it. The shell carries commands out in order; each is safe to repeat. */
export type Command =
	| { readonly type: 'SaveGoal'; readonly goal: Goal }
	| {
			/** Settles a run that is still `from`: one that was stopped or settled by somebody else meanwhile stays so. */
			readonly type: 'SaveRun';
			readonly run: Run;
			readonly from: RunStatus;
	  }
	| { readonly type: 'StartRun'; readonly run: Run; readonly step: Step }
	| { readonly type: 'ReconcileRun'; readonly run: Run }
	/** What came of all that are stopped together is fed back as `StopsTried`. */
	| { readonly type: 'StopRun'; readonly run: Run; readonly again: boolean }
	| { readonly type: 'RequestDecision'; readonly request: DecisionRequest }
	| {
			/** Closes a decision that is still `from`. Where an answer came first, an expiry is dropped with all that follows it. */
			readonly type: 'CloseDecision';
			readonly decisionId: string;
			readonly from: DecisionStatus;
			readonly status: DecisionStatus;
			readonly reason: string;
	  }
	/** Adds changes of the plan to `adjustment_log`; one that is there gets its measured effect. */
	| { readonly type: 'SaveAdjustments'; readonly adjustments: readonly Adjustment[] }
	/** Records figures; recording one again replaces its value. */
	| { readonly type: 'RecordMetric'; readonly observations: readonly Observation[] }
	| { readonly type: 'MarkApplied'; readonly decisionId: string }
	| { readonly type: 'SendReport'; readonly report: Report };
