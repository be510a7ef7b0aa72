import type { LoopState, RunOutcome, Unstopped } from '../../core/commands';
import type { Hash } from '../../core/ports';
import type { Decision, Instant, Report, Run, Step } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import type { LedgerSnapshot } from '../../ledger/loopState';

/** What has a place is begun within this time, or not at all. */
export const BEGIN_WITHIN_MS = 4_000;

/** A tick begins nothing later than this after its ledger was read, however long a write of its takes. */
export const BEGINS_AT_LATEST_MS = 10 * 60_000;

/** What stopping a run came to. */
export type Stopping =
	| { readonly kind: 'stopped' }
	/** Its execution had ended by itself. */
	| { readonly kind: 'ended'; readonly outcome: RunOutcome }
	/**
	 * No execution of it was found: there is none, or it is just about to begin. `neverBegan`: where that is still so after a while, it is
	 * certain that there has been none, so that it has spent nothing.
	 */
	| { readonly kind: 'absent'; readonly neverBegan: boolean };

/** What the shell needs from n8n to carry commands out. */
export interface ShellPorts {
	readonly ledger: Ledger;
	/** What the ledger said when the shell was opened. */
	readonly snapshot: LedgerSnapshot;
	readonly now: Instant;
	/** Real milliseconds since the shell was opened: a tick that lasts must not take its beginning for the present. */
	readonly elapsed: () => number;
	/** Lets real milliseconds pass. */
	readonly wait: (milliseconds: number) => Promise<void>;
	readonly hash: Hash;
	/** Runs the workflow of a step to its end. Never throws: every ending is an outcome. `null`: it will be told later. */
	readonly dispatch: (run: Run, step: Step) => Promise<RunOutcome | null>;
	/** Finds out how a run of another execution ended; `null` while it is still under way. */
	readonly reconcile: (run: Run) => Promise<RunOutcome | null>;
	/** Stops the execution of a run. Rejects when it goes on, or may go on. */
	readonly stop: (run: Run) => Promise<Stopping>;
	/** Waits until what was just about to begin can be found. */
	readonly letBegin: () => Promise<void>;
	/** Id of the execution in which this happens, noted on the runs it starts. */
	readonly executionId: string;
}

/** What came of feeding an event to the loop, for one goal. */
export interface ShellResult {
	readonly state: LoopState;
	readonly finished: readonly Run[];
	/** Runs that were under way and were stopped. */
	readonly stopped: readonly Run[];
	/** Runs that were to be stopped and may still be under way. */
	readonly unstopped: readonly Unstopped[];
	readonly requested: readonly Decision[];
	readonly reports: readonly Report[];
}
