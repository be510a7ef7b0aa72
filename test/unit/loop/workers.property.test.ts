import fc from 'fast-check';
import type { RunOutcome } from '../../../core/commands';
import { AutopilotError } from '../../../core/errors';
import type { Run } from '../../../core/types';
import type { Ledger } from '../../../ledger/ledger';
import { loadSnapshot, loopState } from '../../../ledger/loopState';
import { feedAll } from '../../../nodes/shared/loopShell';
import { createMemoryLedger } from '../../helpers/memoryLedger';
import { day, START, succeeded, World } from './world';

/** How one worker fares: it waits so long before and after each call, may die at one call, and may lose the answer of one. */
interface Fate {
	readonly waits: readonly number[];
	readonly diesAt: number | null;
	readonly losesAt: number | null;
}

const fate: fc.Arbitrary<Fate> = fc.record({
	waits: fc.array(fc.nat(9), { minLength: 7, maxLength: 31 }),
	diesAt: fc.option(fc.nat(60)),
	losesAt: fc.option(fc.nat(60)),
});

const turns = async (count: number): Promise<void> => {
	for (let turn = 0; turn < count; turn++) await Promise.resolve();
};

/** Three goals of three steps each, the service they call, and workers that come and go. */
class Workshop {
	/** What the service has done, and what that cost, by run. */
	readonly done = new Map<string, number>();
	readonly asked: string[] = [];
	/** Most runs that were under way at one moment. */
	busiest = 0;
	private busy = 0;
	private readonly alive = new Set<string>();

	private constructor(
		readonly world: World,
		private readonly ledger: Ledger,
	) {}

	/** A world to copy: making its plan takes longer than everything that happens in it. */
	static async build(settings: Record<string, string>): Promise<World> {
		const world = await World.running(settings);
		const goal = await world.goal();
		await world.ledger.insert(
			'goals_tracker',
			['g_2', 'g_3'].map((goalId) => ({ ...goal, goalId })),
		);
		// Enough for all three.
		const catalog = await world.ledger.read('workflow_catalog');
		const wider = catalog.map(({ workflowKey: key, capacityPerDay }) => ({
			key,
			values: { capacityPerDay: 3 * capacityPerDay },
		}));
		await world.ledger.update('workflow_catalog', wider);
		return world;
	}

	static open({ tables }: World, atOnce: boolean): Workshop {
		const world = new World();
		for (const [name, table] of structuredClone(tables)) world.tables.set(name, table);
		return new Workshop(world, createMemoryLedger(world.tables, [], atOnce));
	}

	/** One tick of one worker, whatever becomes of it. */
	async tick(name: string, now: string, { waits, diesAt, losesAt }: Fate): Promise<void> {
		let calls = 0;
		let dead = false;
		const pause = async (): Promise<void> => turns(waits[calls % waits.length] ?? 0);
		const perform = async <T>(work: () => Promise<T>): Promise<T> => {
			calls += 1;
			if (calls === diesAt) this.kill(name, () => (dead = true));
			await pause();
			if (dead) throw new Error('this worker is dead');
			const result = await work();
			await pause();
			if (calls === losesAt) throw new AutopilotError('LEDGER_UNREACHABLE', 'the answer was lost');
			if (dead) throw new Error('this worker is dead');
			return result;
		};
		this.alive.add(name);
		try {
			const ledger = through(this.ledger, perform);
			const snapshot = await loadSnapshot(ledger);
			const states = snapshot.goals.map((goal) => loopState(goal, snapshot));
			await feedAll(
				states,
				{ type: 'Tick' },
				{
					...this.world.ports(now, snapshot),
					ledger,
					executionId: name,
					dispatch: async (run, step) => {
						this.busy += 1;
						this.busiest = Math.max(this.busiest, this.busy);
						await pause();
						if (!dead) {
							this.asked.push(run.runId);
							this.done.set(run.runId, step.estimatedCost);
						}
						await pause();
						if (!dead) this.busy -= 1;
						return succeeded(step, step.estimatedCost);
					},
					reconcile: async (run) => this.reconcile(run),
					// As long as others take, or not at all.
					wait: async () => turns((waits[0] ?? 0) * 10),
				},
			);
		} catch {
			// The next worker finds what this one left behind.
		} finally {
			this.alive.delete(name);
		}
	}

	/** What n8n would tell of a run: nothing while the execution that started it lives, then what its workflow did. */
	private reconcile(run: Run): RunOutcome | null {
		if (run.executionId !== null && this.alive.has(run.executionId)) return null;
		const cost = this.done.get(run.runId);
		if (cost === undefined) {
			return { kind: 'failed', error: 'never began', retryable: true, rateLimited: false, executionId: null, notStarted: true };
		}
		const actions = Number(run.params['actions']);
		const result = { actions, conversions: null, revenue: null, cost, metrics: {}, note: null };
		return { kind: 'succeeded', executionId: null, result };
	}

	/** Its children die with it. */
	private kill(name: string, tell: () => void): void {
		tell();
		this.alive.delete(name);
		this.busy = 0;
	}
}

/** The ledger, each call of which goes through `perform`. */
function through(ledger: Ledger, perform: <T>(work: () => Promise<T>) => Promise<T>): Ledger {
	return new Proxy(ledger, {
		get: (target, name) => {
			const member: unknown = Reflect.get(target, name);
			if (typeof member !== 'function') return member;
			return async (...given: unknown[]) => perform(async () => Reflect.apply(member, target, given) as Promise<unknown>);
		},
	});
}

const HEALTHY: Fate = { waits: [0], diesAt: null, losesAt: null };
const LIMIT = 2;

describe.each([
	['enough money for all of them', '', 9, false],
	['money for half of them', '20000', null, false],
	['enough money for all of them, on a ledger that writes all at once', '', 9, true],
	['money for half of them, on a ledger that writes all at once', '20000', null, true],
] as const)('workers that crash, lose answers and overtake each other, with %s', (_, ceiling, all, atOnce) => {
	test('do each step once, forget none, and never pass a limit together', async () => {
		const settings = { MAX_CONCURRENT_RUNS: String(LIMIT), MAX_RETRIES: '20', BUDGET_LIMIT_DAILY: ceiling };
		const world = await Workshop.build(settings);
		await fc.assert(
			fc.asyncProperty(fc.array(fate, { minLength: 2, maxLength: 4 }), async (fates) => {
				const shop = Workshop.open(world, atOnce);
				await Promise.all(fates.map(async (each, index) => shop.tick(`w${index}`, START, each)));
				const crashed = fates.some(({ diesAt }) => diesAt !== null);
				// A dead worker's children are gone, but nobody knows before its runs are looked up: only the living are counted.
				if (!crashed) expect(shop.busiest).toBeLessThanOrEqual(LIMIT);
				for (let hour = 1; hour < 9; hour++) await shop.tick(`healthy ${hour}`, day(0, hour), HEALTHY);

				const runs = await shop.world.ledger.read('run_log');
				expect(new Set(shop.asked).size).toBe(shop.asked.length);
				expect(new Set(runs.map(({ runId }) => runId)).size).toBe(runs.length);
				const succeededRuns = runs.filter(({ status }) => status === 'succeeded');
				expect(succeededRuns.map(({ runId }) => runId).sort()).toEqual([...shop.done.keys()].sort());
				const spent = succeededRuns.reduce((sum, { cost }) => sum + (cost ?? NaN), 0);
				expect(spent).toBeLessThanOrEqual(Number(ceiling || Infinity));
				if (all !== null) expect(succeededRuns).toHaveLength(all);
				expect(runs.filter(({ status }) => status === 'running' || status === 'unknown')).toEqual([]);
				for (const { goalId, spent: noted } of await shop.world.ledger.read('goals_tracker')) {
					const own = succeededRuns.filter((run) => run.goalId === goalId);
					expect(noted).toBe(own.reduce((sum, { cost }) => sum + (cost ?? NaN), 0));
				}
			}),
			{ numRuns: 40 },
		);
	});
});
