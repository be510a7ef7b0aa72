import { advance } from '../../core/loop';
import type { Hash } from '../../core/ports';
import type { Command, LoopEvent, LoopState, RunOutcome } from '../../core/commands';
import { createDecision } from '../../core/decision/createDecision';
import { isAutopilotError } from '../../core/errors';
import type { Decision, DecisionRequest, Goal, Instant, Report, Run, RunStatus, Step } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { inPool } from './pool';

/** What the shell needs from n8n to carry commands out. */
export interface ShellPorts {
	readonly ledger: Ledger;
	readonly now: Instant;
	readonly hash: Hash;
	/** Runs the workflow of a step to its end. Never throws: every ending is an outcome. */
	readonly dispatch: (run: Run, step: Step) => Promise<RunOutcome>;
	/** Finds out how a run of another execution ended; `null` while it is still under way. */
	readonly reconcile: (run: Run) => Promise<RunOutcome | null>;
	/** Stops the execution of a run. */
	readonly stop: (run: Run) => Promise<void>;
	/** Id of the execution in which this happens, noted on the runs it starts. */
	readonly executionId: string;
}

/** What came of feeding an event to the loop. */
export interface ShellResult {
	readonly state: LoopState;
	readonly finished: readonly Run[];
	readonly requested: readonly Decision[];
	readonly reports: readonly Report[];
}

/** Feeds events to the loop and carries its commands out, for one goal. */
export class LoopShell {
	private readonly finished: Run[] = [];
	private readonly requested: Decision[] = [];
	private readonly reports: Report[] = [];
	/** Runs tried by this event. A run that failed is tried again by the next tick, not at once. */
	private readonly tried = new Set<string>();
	/** Another worker changed the goal first: nothing more is done with this state. */
	private overtaken = false;
	/** Writes of the goal that are under way. */
	private goalWrites: Promise<unknown> = Promise.resolve();
	/** The goal as the ledger has it, so that only what changed is written. */
	private saved: Goal | null;

	constructor(
		private state: LoopState,
		private readonly ports: ShellPorts,
		isNew = false,
	) {
		this.saved = isNew ? null : state.goal;
	}

	/** Feeds one event and everything that follows from it. A tick goes on until no step is due any more. */
	async feed(event: LoopEvent): Promise<ShellResult> {
		let starts = await this.step(event);
		while (starts.length > 0) {
			await this.runAll(starts);
			starts = event.type === 'Tick' ? await this.step(event) : [];
		}
		return { state: this.state, finished: this.finished, requested: this.requested, reports: this.reports };
	}

	/** Advances the loop once, carries out all but the starts, and returns those. */
	private async step(event: LoopEvent): Promise<Extract<Command, { type: 'StartRun' }>[]> {
		const { state, commands } = advance(this.state, event, this.ports.now, this.ports.hash);
		this.state = state;
		const starts: Extract<Command, { type: 'StartRun' }>[] = [];
		for (const command of commands) {
			if (this.overtaken) {
				await this.noteFacts(command);
			} else if (command.type !== 'StartRun') {
				if (!(await this.carryOut(command))) this.overtaken = true;
			} else if (!this.tried.has(command.run.runId)) starts.push(command);
		}
		return this.overtaken ? [] : starts;
	}

	/** What a run did and cost is true whoever decides about the goal, so it is recorded also by a worker that was overtaken. */
	private async noteFacts(command: Command): Promise<void> {
		if (command.type === 'SaveRun') await this.saveRun(command.run, command.from);
		if (command.type === 'SaveGoal') await this.noteSpent(command.goal);
	}

	private async noteSpent({ goalId, spent }: Goal): Promise<void> {
		if (spent !== this.saved?.spent) await this.ports.ledger.update('goals_tracker', [{ key: goalId, values: { spent } }]);
	}

	/** Steps that may run beside others do so up to the limit; the rest run one after the other, in the plan's order. */
	private async runAll(starts: readonly Extract<Command, { type: 'StartRun' }>[]): Promise<void> {
		const start = async ({ run, step }: Extract<Command, { type: 'StartRun' }>): Promise<void> => this.startRun(run, step);
		await inPool(
			starts.filter(({ step }) => step.parallel),
			this.state.settings.maxConcurrentRuns,
			start,
		);
		for (const command of starts.filter(({ step }) => !step.parallel)) await start(command);
	}

	private async startRun(scheduled: Run, step: Step): Promise<void> {
		// A run that finished a moment ago may have halted the goal, or another worker may have.
		if (this.overtaken || this.state.goal.status !== 'running') return;
		this.tried.add(scheduled.runId);
		const { ledger, now, executionId } = this.ports;
		await ledger.insert('run_log', [scheduled]);
		const begun: Partial<Run> = { status: 'running', attempts: scheduled.attempts + 1, startedAt: now, executionId };
		const mine = await ledger.transition(
			'run_log',
			scheduled.runId,
			{ status: 'scheduled', attempts: scheduled.attempts },
			begun,
		);
		const run: Run = { ...scheduled, ...begun };
		this.remember(run);
		if (!mine) return;
		await this.noteFirstUse(run);
		await this.finish(run, await this.ports.dispatch(run, step));
	}

	private async finish(run: Run, outcome: RunOutcome): Promise<void> {
		await this.step({ type: 'RunFinished', runId: run.runId, outcome });
		const settled = this.state.runs.find(({ runId }) => runId === run.runId);
		if (settled) this.finished.push(settled);
	}

	private remember(run: Run): void {
		const others = (runs: readonly Run[]): Run[] => runs.filter(({ runId }) => runId !== run.runId);
		this.state = { ...this.state, runs: [...others(this.state.runs), run], allRuns: [...others(this.state.allRuns), run] };
	}

	/** After its first run a workflow counts as known, so that it is not asked about again. */
	private async noteFirstUse({ workflowKey }: Run): Promise<void> {
		const entry = this.state.catalog.find((known) => known.workflowKey === workflowKey);
		if (!entry || entry.firstUsedAt !== null) return;
		await this.ports.ledger.update('workflow_catalog', [{ key: workflowKey, values: { firstUsedAt: this.ports.now } }]);
		const catalog = this.state.catalog.map((known) => (known === entry ? { ...entry, firstUsedAt: this.ports.now } : known));
		this.state = { ...this.state, catalog };
	}

	/** `false`: another worker was first, so what follows from this state must not happen. */
	private async carryOut(command: Exclude<Command, { type: 'StartRun' }>): Promise<boolean> {
		const { ledger, now } = this.ports;
		switch (command.type) {
			case 'SaveGoal':
				return this.saveGoal(command.goal);
			case 'SaveRun':
				await this.saveRun(command.run, command.from);
				return true;
			case 'ReconcileRun': {
				const outcome = await this.ports.reconcile(command.run);
				if (outcome) await this.finish(command.run, outcome);
				return true;
			}
			case 'StopRun':
				await this.ports.stop(command.run);
				// One that ended by itself meanwhile keeps how it ended.
				await ledger.transition(
					'run_log',
					command.run.runId,
					{ status: command.run.status },
					{ status: 'stopped', finishedAt: now },
				);
				return true;
			case 'RequestDecision':
				await this.requestDecision(command.request);
				return true;
			case 'CloseDecision': {
				const { decisionId, from, status, reason } = command;
				const closed = await ledger.transition('decision_log', decisionId, { status: from }, { status, reason });
				return closed || status !== 'expired';
			}
			case 'MarkApplied':
				// Somebody who marked it and died left the goal as it was, so going on does no harm: the effect is the same.
				await ledger.transition('decision_log', command.decisionId, { appliedAt: null }, { appliedAt: now });
				return true;
			case 'SaveAdjustments':
				await ledger.upsert('adjustment_log', command.adjustments);
				return true;
			case 'RecordMetric':
				await ledger.upsert('performance_metrics', command.observations);
				return true;
			case 'SendReport':
				this.reports.push(command.report);
				return true;
		}
	}

	/** Records the question; the one worker whose record it is hands it on to be asked. */
	private async requestDecision(request: DecisionRequest): Promise<void> {
		const { ledger, now, hash } = this.ports;
		const { approvers, decisionTimeoutSeconds } = this.state.settings;
		const decision = createDecision(request, { approvers, quorum: 1, timeoutSeconds: decisionTimeoutSeconds, now, hash });
		const added = await ledger.insert('decision_log', [decision]);
		this.state = { ...this.state, decisions: [...this.state.decisions, decision] };
		if (added.length > 0) this.requested.push(decision);
	}

	/** Settles a run, unless it was stopped or settled by another worker meanwhile; what it did and cost is noted even then. */
	private async saveRun(run: Run, from: RunStatus): Promise<void> {
		const { ledger } = this.ports;
		if (await again(async () => ledger.transition('run_log', run.runId, { status: from }, run))) return;
		if (run.status !== 'succeeded') return;
		const { actions, conversions, revenue, cost } = run;
		await ledger.update('run_log', [{ key: run.runId, values: { actions, conversions, revenue, cost } }]);
	}

	/**
	 * Writes what changed, as a compare-and-set on the status: a worker that was overtaken must not reopen a goal that
	 * another has closed or halted, and must learn of it before it starts the next step. Money that is gone is noted even then.
	 */
	private async saveGoal(goal: Goal): Promise<boolean> {
		// One after the other: of two runs that end together, the second must expect what the first has written.
		const write = this.goalWrites.then(async () => this.writeGoal(goal));
		this.goalWrites = write.catch(() => undefined);
		return write;
	}

	private async writeGoal(goal: Goal): Promise<boolean> {
		const { ledger } = this.ports;
		const before = this.saved;
		if (before === null) {
			this.saved = goal;
			return (await ledger.insert('goals_tracker', [goal])).length > 0;
		}
		const write = async (): Promise<boolean> =>
			ledger.transition('goals_tracker', goal.goalId, { status: before.status }, changedFields(before, goal));
		const written = await (goal.status === before.status ? again(write) : write());
		if (written) this.saved = goal;
		else await this.noteSpent(goal);
		return written;
	}
}

/** Tries a compare-and-set once more when its answer was lost. Only for those that do no harm when they are made twice. */
const again = async (attempt: () => Promise<boolean>): Promise<boolean> =>
	attempt().catch(async (error: unknown) => {
		if (!isAutopilotError(error) || error.code !== 'LEDGER_UNREACHABLE') throw error;
		return attempt();
	});

function changedFields(before: Goal, after: Goal): Partial<Goal> {
	const old = new Map<string, unknown>(Object.entries(before));
	return Object.fromEntries(Object.entries(after).filter(([name, value]) => old.get(name) !== value));
}
