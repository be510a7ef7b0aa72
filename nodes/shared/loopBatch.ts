import type { Command, LoopEvent, RunOutcome } from '../../core/commands';
import { isAutopilotError } from '../../core/errors';
import { addSeconds } from '../../core/time';
import type { Instant, Run } from '../../core/types';
import { CommandWriter } from './commandWriter';
import type { GoalTurn, Settlement } from './goalTurn';
import { type Ended, HealthKeeper } from './healthKeeper';
import { interrupt } from './interrupt';
import { isWhole, type Part } from './parts';
import { inPool } from './pool';
import { queueReports } from './reportQueue';
import type { ShellPorts } from './shellTypes';
import { stopRuns } from './stopRuns';

type Job<T extends Command['type'] = Command['type']> = readonly [turn: GoalTurn, command: Extract<Command, { type: T }>];
type Handlers = { readonly [T in Command['type']]: (jobs: readonly Job<T>[]) => Promise<void> };

/** Calls to n8n's executions API at the same time. */
const CONCURRENT_CALLS = 6;

const SETTLING = ['SaveRun', 'RecordMetric', 'SaveGoal'] as const;
const isSettling = (job: Job): job is Job<Settlement['type']> => SETTLING.some((type) => type === job[1].type);

/** A step that the core wants started. */
export type Start = Job<'StartRun'>;

/** Feeds events to the goals of many turns and carries out what they want: each round one batch of each kind, not one call a goal. */
export class LoopBatch {
	private readonly writer: CommandWriter;
	private readonly starts: Start[] = [];
	private ended: readonly Ended[] = [];
	/** How runs ended, taken in and not written yet. */
	private unsettled: readonly Job<Settlement['type']>[] = [];
	private pending: readonly Part[] | null = null;
	private readonly begun = new Set<GoalTurn>();
	readonly health: HealthKeeper;
	/** The counter of admissions was moved on by this batch itself. */
	calledBack = false;

	constructor(private readonly ports: ShellPorts) {
		this.writer = new CommandWriter(ports);
		this.health = new HealthKeeper(ports.snapshot.health, ports.ledger);
	}

	/** The present, as this batch counts it. */
	get now(): Instant {
		return addSeconds(this.ports.now, Math.floor(this.ports.elapsed() / 1000));
	}

	/** Feeds events, in order, and carries out all that follows but the starts, which it returns. */
	async step(events: readonly (readonly [GoalTurn, LoopEvent])[]): Promise<readonly Start[]> {
		for (const [turn, event] of events) if (turn.failure === null || event.type === 'RunFinished') this.take(turn, event);
		await this.settleAlone();
		const turns = [...new Set([...this.begun, ...events.map(([turn]) => turn)])];
		this.begun.clear();
		for (;;) {
			const jobs = turns.flatMap((turn) => turn.next().map((command): Job => [turn, command]));
			if (jobs.length === 0) break;
			await this.round(jobs);
		}
		await this.noteHealth();
		await this.callBack();
		return this.starts.splice(0).filter(([turn]) => turn.goesOn);
	}

	/**
	 * Takes in how runs ended, and what that makes due, and writes nothing: that is for whoever writes `parts`, or for the next step,
	 * which also carries out whatever else follows.
	 * @returns steps that may start, if what was taken in can be written
	 */
	takeEnds(ends: readonly Ended[]): readonly Start[] {
		for (const { turn, run, outcome } of ends) this.take(turn, { type: 'RunFinished', runId: run.runId, outcome });
		const turns = [...new Set(ends.map(({ turn }) => turn))];
		for (const turn of turns) this.begun.add(turn);
		const able = turns.filter(({ goesOn }) => goesOn);
		for (const turn of able) this.take(turn, { type: 'Tick' });
		const jobs = able.flatMap((turn) => turn.settlements().map((command): Job<Settlement['type']> => [turn, command]));
		this.unsettled = [...this.unsettled, ...jobs];
		return able.flatMap((turn) => turn.starts().map((command): Start => [turn, command]));
	}

	/** What was taken in, to be written along with something else. */
	parts(): readonly Part[] {
		if (this.unsettled.length === 0) return [];
		this.pending ??= this.partsOf(this.unsettled);
		return this.pending;
	}

	/** Whether something was taken in and is not written. */
	get isUnwritten(): boolean {
		return this.unsettled.length > 0;
	}

	private partsOf(jobs: readonly Job<Settlement['type']>[]): readonly Part[] {
		const settlement = this.writer.settlement(jobs);
		const runs = new Set(jobs.flatMap(([, command]) => (command.type === 'SaveRun' ? [command.run.runId] : [])));
		const counted = this.ended.filter(({ run }) => runs.has(run.runId));
		const health = this.health.part(counted, this.now, settlement.steps.slice(0, 1));
		return [
			{
				...settlement,
				after: async (written) => {
					[this.unsettled, this.pending] = [[], null];
					await settlement.after(written);
				},
			},
			{
				...health,
				after: async (written) => {
					if (isWhole(written.slice(0, 1))) this.ended = this.ended.filter((end) => !counted.includes(end));
					await health.after(written);
				},
			},
		];
	}

	/** Writes what was taken in and written along with nothing. */
	private async settleAlone(): Promise<void> {
		const jobs = this.unsettled;
		if (jobs.length === 0) return;
		// The health that was foreseen is noted by itself.
		await this.pending?.[1]?.after([[false]]);
		[this.unsettled, this.pending] = [[], null];
		await this.attempt(jobs, async (some) => this.writer.settle(some.filter(isSettling)));
	}

	private async round(jobs: readonly Job[]): Promise<void> {
		const groups = Map.groupBy(jobs, ([, { type }]) => type);
		await this.settle(groups);
		for (const [type, group] of groups) {
			// The brake works also where the goal itself could not be written, or was written by somebody else first.
			const able = type === 'StopRun' ? group : group.filter(([turn]) => turn.goesOn);
			await this.noteFacts(group.filter(([turn]) => !turn.goesOn));
			// Each group holds commands of one type, which the handler of that type takes.
			if (able.length > 0) await this.attempt(able, this.handlers[type] as (jobs: readonly Job[]) => Promise<void>);
		}
	}

	/** Runs that ended, what they told and what they change of their goals are written together; the rest each kind by itself. */
	private async settle(groups: Map<Command['type'], Job[]>): Promise<void> {
		const jobs = SETTLING.flatMap((type) => groups.get(type) ?? []).filter(([turn]) => turn.goesOn);
		if (new Set(jobs.map(([, { type }]) => type)).size < 2) return;
		await this.attempt(jobs, async (some) => this.writer.settle(some.filter(isSettling)));
		for (const type of SETTLING) {
			const left = (groups.get(type) ?? []).filter((job) => !jobs.includes(job));
			if (left.length > 0) groups.set(type, left);
			else groups.delete(type);
		}
	}

	/** A cell of one goal that cannot be written fails that goal; a ledger that is down fails all of them. */
	private async attempt(jobs: readonly Job[], handler: (jobs: readonly Job[]) => Promise<void>): Promise<void> {
		try {
			await handler(jobs);
		} catch (error) {
			if (jobs.length > 1 && isAutopilotError(error) && error.code === 'LEDGER_CELL_INVALID') {
				for (const job of jobs) await this.attempt([job], handler);
				return;
			}
			for (const [turn] of jobs) turn.failure ??= { error };
		}
	}

	/** What a run did and cost is recorded also by a worker that was overtaken, or whose other writes failed. */
	private async noteFacts(jobs: readonly Job[]): Promise<void> {
		const runs = jobs.filter((job): job is Job<'SaveRun'> => job[1].type === 'SaveRun');
		const goals = jobs.filter((job): job is Job<'SaveGoal'> => job[1].type === 'SaveGoal' && job[0].overtaken);
		if (runs.length > 0) await this.attempt(runs, async () => this.writer.settle(runs));
		if (goals.length > 0) {
			await this.attempt(goals, async () => this.writer.noteSpent(goals.map(([turn, { goal }]) => [turn, goal] as const)));
		}
	}

	private readonly handlers: Handlers = {
		SaveGoal: async (jobs) => this.writer.settle(jobs),
		SaveRun: async (jobs) => this.writer.settle(jobs),
		RequestDecision: async (jobs) => this.writer.requestDecisions(jobs),
		CloseDecision: async (jobs) => this.writer.closeDecisions(jobs),
		MarkApplied: async (jobs) => this.writer.markApplied(jobs),
		SaveAdjustments: async (jobs) =>
			this.ports.ledger.upsert(
				'adjustment_log',
				jobs.flatMap(([, { adjustments }]) => adjustments),
			),
		RecordMetric: async (jobs) => this.writer.settle(jobs),
		SendReport: async (jobs) => {
			const reports = jobs.map(([turn, { report }]) => ({ turn, report }));
			await queueReports(this.ports.ledger, reports, this.now);
		},
		StartRun: async (jobs) => {
			this.starts.push(...jobs.filter(([turn, { run }]) => !turn.tried.has(run.runId)));
		},
		ReconcileRun: async (jobs) => {
			await inPool(jobs, CONCURRENT_CALLS, async ([turn, { run }]) => {
				await this.attempt([[turn, { type: 'ReconcileRun', run }]], async () => {
					const outcome = await this.ports.reconcile(run);
					if (outcome) this.finish(turn, run, outcome);
				});
			});
		},
		StopRun: async (jobs) => stopRuns(jobs, this.ports, this.writer, (turn, run, outcome) => this.finish(turn, run, outcome)),
	};

	/** A run of which somebody else's execution, or nobody, was to tell has ended. */
	private finish(turn: GoalTurn, run: Run, outcome: RunOutcome): void {
		this.take(turn, { type: 'RunFinished', runId: run.runId, outcome });
		turn.finished.push(...turn.state.runs.filter(({ runId }) => runId === run.runId));
	}

	private take(turn: GoalTurn, event: LoopEvent): void {
		turn.take(event, this.now, this.ports.hash);
		if (event.type !== 'RunFinished') return;
		const run = turn.state.runs.find(({ runId }) => runId === event.runId);
		if (run) this.ended = [...this.ended, { turn, run, outcome: event.outcome }];
	}

	/** How runs ended tells how their workflows are, whoever found out. What somebody else had settled has been counted by them. */
	private async noteHealth(): Promise<void> {
		const counted = this.ended.filter(({ run, outcome }) => outcome.kind === 'succeeded' || !this.writer.unsaved.has(run.runId));
		this.ended = [];
		try {
			await this.health.note(counted, this.now);
		} catch (error) {
			for (const { turn } of counted) turn.failure ??= { error };
		}
	}

	/** Whoever is about to start a step of a goal that was just held or closed has to look again. */
	private async callBack(): Promise<void> {
		const halted = this.writer.halted.splice(0);
		if (halted.length === 0) return;
		try {
			await interrupt(this.ports);
			this.calledBack = true;
		} catch (error) {
			for (const turn of halted) turn.failure ??= { error };
		}
	}
}
