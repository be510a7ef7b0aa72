import type { Command, LoopEvent, RunOutcome } from '../../core/commands';
import { isAutopilotError } from '../../core/errors';
import { addSeconds } from '../../core/time';
import type { Instant, Run } from '../../core/types';
import { CommandWriter } from './commandWriter';
import type { GoalTurn } from './goalTurn';
import { type Ended, HealthKeeper } from './healthKeeper';
import { interrupt } from './interrupt';
import { inPool } from './pool';
import { queueReports } from './reportQueue';
import type { ShellPorts } from './shellTypes';
import { stopRuns } from './stopRuns';

type Job<T extends Command['type'] = Command['type']> = readonly [turn: GoalTurn, command: Extract<Command, { type: T }>];
type Handlers = { readonly [T in Command['type']]: (jobs: readonly Job<T>[]) => Promise<void> };

/** Calls to n8n's executions API at the same time. */
const CONCURRENT_CALLS = 6;

/** A step that the core wants started. */
export type Start = Job<'StartRun'>;

/** Feeds events to the goals of many turns and carries out what they want: each round one batch of each kind, not one call a goal. */
export class LoopBatch {
	private readonly writer: CommandWriter;
	private readonly starts: Start[] = [];
	private readonly ended: Ended[] = [];
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
		const turns = [...new Set(events.map(([turn]) => turn))];
		for (;;) {
			const jobs = turns.flatMap((turn) => turn.next().map((command): Job => [turn, command]));
			if (jobs.length === 0) break;
			await this.round(jobs);
		}
		await this.noteHealth();
		await this.callBack();
		return this.starts.splice(0).filter(([turn]) => turn.goesOn);
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

	/** Runs that ended and what they change of their goals are written together. What is left is written each kind by itself. */
	private async settle(groups: Map<Command['type'], Job[]>): Promise<void> {
		const isRun = (job: Job): job is Job<'SaveRun'> => job[1].type === 'SaveRun';
		const isGoal = (job: Job): job is Job<'SaveGoal'> => job[1].type === 'SaveGoal';
		const jobs = [...(groups.get('SaveRun') ?? []), ...(groups.get('SaveGoal') ?? [])].filter(([turn]) => turn.goesOn);
		if (!jobs.some(isRun) || !jobs.some(isGoal)) return;
		await this.attempt(jobs, async (some) => this.writer.settle(some.filter(isRun), some.filter(isGoal)));
		for (const type of ['SaveRun', 'SaveGoal'] as const) {
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
		if (runs.length > 0) await this.attempt(runs, async () => this.writer.settle(runs, []));
		if (goals.length > 0) {
			await this.attempt(goals, async () => this.writer.noteSpent(goals.map(([turn, { goal }]) => [turn, goal] as const)));
		}
	}

	private readonly handlers: Handlers = {
		SaveGoal: async (jobs) => this.writer.settle([], jobs),
		SaveRun: async (jobs) => this.writer.settle(jobs, []),
		RequestDecision: async (jobs) => this.writer.requestDecisions(jobs),
		CloseDecision: async (jobs) => this.writer.closeDecisions(jobs),
		MarkApplied: async (jobs) => this.writer.markApplied(jobs),
		SaveAdjustments: async (jobs) =>
			this.ports.ledger.upsert(
				'adjustment_log',
				jobs.flatMap(([, { adjustments }]) => adjustments),
			),
		RecordMetric: async (jobs) =>
			this.ports.ledger.upsert(
				'performance_metrics',
				jobs.flatMap(([, { observations }]) => observations),
			),
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
		if (run) this.ended.push({ turn, run, outcome: event.outcome });
	}

	/** How runs ended tells how their workflows are, whoever found out. What somebody else had settled has been counted by them. */
	private async noteHealth(): Promise<void> {
		const counted = this.ended
			.splice(0)
			.filter(({ run, outcome }) => outcome.kind === 'succeeded' || !this.writer.unsaved.has(run.runId));
		try {
			await queueReports(this.ports.ledger, await this.health.note(counted, this.now), this.now);
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
