import { advance } from '../../core/loop';
import type { Command, LoopEvent, LoopState, Unstopped } from '../../core/commands';
import type { Hash } from '../../core/ports';
import type { Decision, Goal, Instant, Report, Run } from '../../core/types';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

/** What is written when runs have ended. */
export type Settlement = Of<'SaveRun' | 'RecordMetric' | 'SaveGoal'>;

/** The goal of one turn: what is known of it, what is still to be carried out, and what has come of it. */
export class GoalTurn {
	readonly finished: Run[] = [];
	readonly stopped: Run[] = [];
	unstopped: readonly Unstopped[] = [];
	readonly requested: Decision[] = [];
	readonly reports: Report[] = [];
	/** How many reports were made out: what tells those of one moment apart. */
	reportsMade = 0;
	/** Runs tried in this turn. One that failed is tried again by a later turn, not at once. */
	readonly tried = new Set<string>();
	/** Another worker changed the goal first: nothing more is done with this state. */
	overtaken = false;
	/** Why the turn ended early; nobody else's turn ends with it. */
	failure: { readonly error: unknown } | null = null;
	/** What the core wants done, in order. */
	readonly queue: Command[] = [];
	/** The goal as the ledger has it, so that only what changed is written; `null`: it is not there yet. */
	saved: Goal | null;

	constructor(
		public state: LoopState,
		isNew = false,
	) {
		this.saved = isNew ? null : state.goal;
	}

	/** Whether the goal may still go on in this turn. */
	get goesOn(): boolean {
		return !this.overtaken && this.failure === null;
	}

	/** Feeds an event to the core and queues what it wants done. */
	take(event: LoopEvent, now: Instant, hash: Hash): void {
		try {
			const { state, commands } = advance(this.state, event, now, hash);
			this.state = state;
			this.queue.push(...commands);
		} catch (error) {
			this.failure ??= { error };
		}
	}

	/** Begins anew with what the goal has become, when another worker changed it first. */
	restart(state: LoopState): void {
		[this.state, this.saved, this.overtaken, this.unstopped] = [state, state.goal, false, []];
		this.queue.length = 0;
	}

	/** The state with a run renewed that another part of the shell has changed. */
	remember(run: Run): void {
		this.state = { ...this.state, runs: [...this.state.runs.filter(({ runId }) => runId !== run.runId), run] };
	}

	/** Takes from the queue what settles runs, as long as the goal keeps its status: that can be written along with anything else. */
	settlements(): Settlement[] {
		const { saved } = this;
		const later = this.queue.findIndex((command) => {
			if (command.type === 'SaveGoal') return command.goal.status !== saved?.status;
			return command.type !== 'SaveRun' && command.type !== 'RecordMetric';
		});
		return this.shift(later);
	}

	/** Takes the steps that are to start, if nothing has to be done before. */
	starts(): Of<'StartRun'>[] {
		const starts = this.queue.filter((command) => command.type === 'StartRun');
		if (starts.length < this.queue.length) return [];
		this.queue.length = 0;
		return starts.filter(({ run }) => !this.tried.has(run.runId));
	}

	/** A question was closed: nobody is to be asked it any more. */
	forget(decisionId: string, status: Decision['status']): void {
		const decisions = this.state.decisions.map((known) => (known.decisionId === decisionId ? { ...known, status } : known));
		this.state = { ...this.state, decisions };
		const place = this.requested.findIndex((known) => known.decisionId === decisionId);
		if (place >= 0) this.requested.splice(place, 1);
	}

	/**
	 * The commands of the next round: one, or all runs that are stopped together, or all that settle runs, what those told and what
	 * that changes of the goal, which is saved once.
	 */
	next(): Command[] {
		const command = this.queue.shift();
		if (command?.type === 'StopRun') {
			const others = this.queue.findIndex(({ type }) => type !== 'StopRun');
			return [command, ...this.queue.splice(0, others === -1 ? this.queue.length : others)];
		}
		if (command?.type === 'SaveRun') {
			const later = this.queue.findIndex(({ type }) => type !== 'SaveRun' && type !== 'RecordMetric' && type !== 'SaveGoal');
			return [command, ...this.shift(later)];
		}
		return command ? [command] : [];
	}

	/** Takes what settles runs from the queue, up to a place or all of it, with the goal as it is saved last. */
	private shift(end: number): Settlement[] {
		const taken = this.queue.splice(0, end === -1 ? this.queue.length : end);
		const last = taken.findLast((command) => command.type === 'SaveGoal');
		const others = taken.filter((command) => command.type === 'SaveRun' || command.type === 'RecordMetric');
		return [...others, ...(last ? [last] : [])];
	}
}
