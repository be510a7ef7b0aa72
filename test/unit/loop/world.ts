import { createHash } from 'node:crypto';
import type { LoopEvent, RunOutcome } from '../../../core/commands';
import { newGoal } from '../../../core/goal/newGoal';
import { createPlan } from '../../../core/plan/createPlan';
import type { CatalogEntry, Goal, Instant, Run, Setting, Step } from '../../../core/types';
import type { Ledger } from '../../../ledger/ledger';
import { type LedgerSnapshot, loadSnapshot, loopState, plannedIn } from '../../../ledger/loopState';
import { LoopShell, type ShellPorts, type ShellResult } from '../../../nodes/shared/loopShell';
import type { Stopping } from '../../../nodes/shared/shellTypes';
import { createMemoryLedger, type MemoryTables } from '../../helpers/memoryLedger';
import { OUTREACH, SHARE, TRIAL } from '../plan/fixtures';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Friday 2026-11-20, 09:30 in Tokyo. */
export const START = '2026-11-20T00:30:00.000Z';
/** The same hour some days later. */
export const day = (days: number, hours = 0): Instant =>
	new Date(Date.parse(START) + (days * 24 + hours) * 3_600_000).toISOString();

/** A workflow did what was asked; `null`: it does not say what that cost. */
export const succeeded = (step: Step, cost: number | null): RunOutcome => ({
	kind: 'succeeded',
	executionId: 'child',
	result: { actions: step.actions, conversions: null, revenue: null, cost, metrics: {}, note: null },
});

/** A ledger in memory and workflows that are played: the whole loop without n8n. */
export class World {
	readonly tables: MemoryTables = new Map();
	readonly ledger: Ledger = createMemoryLedger(this.tables);
	readonly dispatched: Run[] = [];
	readonly stopped: Run[] = [];
	/** How the played workflows end; by default they do what was asked at the catalog's price. */
	outcome: (run: Run, step: Step) => RunOutcome | Promise<RunOutcome> = (_run, step) => succeeded(step, step.estimatedCost);
	/** Real milliseconds. */
	elapsed = (): number => 0;
	/** What happens while a tick waits for others to end; by default it does not. */
	wait: (milliseconds: number) => Promise<void> = async () => undefined;
	/** What stopping a run comes to. */
	stopping: (run: Run) => Stopping | Promise<Stopping> = () => ({ kind: 'stopped' });
	/** What happens while somebody waits for what is just about to begin. */
	begins: () => Promise<void> = async () => undefined;
	reconciled: (run: Run) => RunOutcome | null = () => null;

	static async open(
		settings: Record<string, string> = {},
		catalog: readonly CatalogEntry[] = [TRIAL, OUTREACH, SHARE],
	): Promise<World> {
		const world = new World();
		await world.ledger.setUp();
		await world.ledger.insert('workflow_catalog', catalog);
		const rows: Setting[] = Object.entries({ APPROVERS: 'telegram:1001', ...settings }).map(([key, value]) => ({
			key,
			value,
			note: '',
		}));
		await world.ledger.upsert('settings', rows);
		return world;
	}

	/** A world in which the owner's first example has been approved. */
	static async running(settings: Record<string, string> = {}): Promise<World> {
		const world = await World.open(settings);
		await world.instruct();
		const decisionId = await world.answer('1', START);
		await world.feed({ type: 'DecisionAnswered', decisionId }, START);
		return world;
	}

	/** Changes a setting by hand. */
	async set(key: string, value: string): Promise<void> {
		await this.ledger.update('settings', [{ key, values: { value } }]);
	}

	/** Puts the owner's first example into the loop. */
	async instruct(
		values: Partial<Goal> = {},
		now = START,
		dailyCaps: Readonly<Record<string, number>> = {},
	): Promise<ShellResult> {
		const snapshot = await loadSnapshot(this.ledger);
		const draft = { ...draftGoal(now), ...values };
		const plan = createPlan({
			goal: draft,
			progressValue: 0,
			catalog: snapshot.catalog,
			runs: [],
			state: {
				source: 'input',
				revenue: [],
				currency: 'JPY',
				customers: null,
				newCustomersPerDay: null,
				arpu: null,
				trialConversion: null,
			},
			settings: snapshot.settings,
			planned: plannedIn(snapshot),
			dailyCaps,
			version: 1,
			now,
			seed: 1,
		});
		const goal: Goal = { ...draft, plan, planVersion: 1 };
		return new LoopShell(loopState(goal, snapshot), this.ports(now, snapshot), true).feed({ type: 'InstructionReceived' });
	}

	/** Feeds an event to the only goal, as another execution on another machine would: everything is loaded anew. */
	async feed(event: LoopEvent, now: Instant): Promise<ShellResult> {
		const snapshot = await loadSnapshot(this.ledger);
		return new LoopShell(loopState(await this.goal(), snapshot), this.ports(now, snapshot)).feed(event);
	}

	/** Records an answer as the Decision Handler does. */
	async answer(option: string, now: Instant): Promise<string> {
		const [decision] = await this.ledger.read('decision_log', { status: 'pending' });
		if (!decision) throw new Error('nothing is pending');
		const outcome = decision.options.find(({ key }) => key === option)?.outcome;
		await this.ledger.transition(
			'decision_log',
			decision.decisionId,
			{ status: 'pending' },
			{ status: outcome === 'approve' ? 'approved' : 'rejected', answer: option, answeredBy: 'telegram:1001', answeredAt: now },
		);
		return decision.decisionId;
	}

	async goal(): Promise<Goal> {
		const [goal] = await this.ledger.read('goals_tracker');
		if (!goal) throw new Error('there is no goal');
		return goal;
	}

	ports(now: Instant, snapshot: LedgerSnapshot): ShellPorts {
		return {
			ledger: this.ledger,
			snapshot,
			elapsed: () => this.elapsed(),
			wait: async (milliseconds) => this.wait(milliseconds),
			now,
			hash,
			executionId: 'parent',
			dispatch: async (run, step) => {
				this.dispatched.push(run);
				return this.outcome(run, step);
			},
			reconcile: async (run) => this.reconciled(run),
			stop: async (run) => {
				this.stopped.push(run);
				return this.stopping(run);
			},
			letBegin: async () => this.begins(),
		};
	}
}

const draftGoal = (now: Instant): Goal =>
	newGoal({
		goalId: 'g_1',
		requestedBy: 'telegram:1001',
		now,
		draft: {
			instruction: '1週間で200万作りたい、ワークフロー回してくれ',
			locale: 'ja',
			metric: 'revenue',
			targetValue: 2_000_000,
			currency: 'JPY',
			baselineValue: null,
			periodStart: '2026-11-19T15:00:00.000Z',
			periodEnd: '2026-11-26T15:00:00.000Z',
			timeZone: 'Asia/Tokyo',
			budgetLimit: null,
		},
	});
