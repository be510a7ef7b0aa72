import { createHash } from 'node:crypto';
import { entry, goalNumber, NOW } from '../../../bench/tickScale';
import type { RunOutcome } from '../../../core/commands';
import type { CatalogEntry, Run } from '../../../core/types';
import type { Ledger } from '../../../ledger/ledger';
import { loadSnapshot, loopState } from '../../../ledger/loopState';
import { feedAll } from '../../../nodes/shared/loopShell';

/** So many times as fast as in truth pass the seconds that workflows take, and those in which the tick waits for them. */
const SPEED = 5;
const sleep = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms / SPEED));

export interface Staggered {
	readonly goals: number;
	/** Workflows of each goal, each of which has a step due. */
	readonly workflows: number;
	/** MAX_CONCURRENT_RUNS. */
	readonly places: number;
	/** How long the workflow of the n-th run takes, in seconds. */
	readonly seconds: (nth: number) => number;
	/** How the n-th run ends, where it does not simply succeed. */
	readonly ends?: (nth: number, run: Run) => RunOutcome | undefined;
	readonly catalog?: Partial<CatalogEntry>;
	readonly settings?: Readonly<Record<string, string>>;
}

/** Fills a ledger with goals and lets one tick run their steps, whose workflows end at different times. @returns how many ended */
export async function staggeredTick(
	ledger: Ledger,
	{ goals, workflows, places, seconds, ends, catalog, settings = {} }: Staggered,
	measured: <T>(tick: () => Promise<T>) => Promise<T>,
): Promise<number> {
	await ledger.setUp();
	const rows = Object.entries({ APPROVERS: 'telegram:1', MAX_CONCURRENT_RUNS: String(places), ...settings });
	await ledger.upsert(
		'settings',
		rows.map(([key, value]) => ({ key, value, note: '' })),
	);
	await ledger.insert(
		'workflow_catalog',
		Array.from({ length: workflows }, (_, index) => ({ ...entry(index), capacityPerDay: 100_000, ...catalog })),
	);
	await ledger.insert(
		'goals_tracker',
		Array.from({ length: goals }, (_, index) => ({ ...goalNumber(index, goals, workflows), spent: 0 })),
	);
	let begun = 0;
	const results = await measured(async () => {
		const snapshot = await loadSnapshot(ledger);
		const opened = performance.now();
		return await feedAll(
			snapshot.goals.map((goal) => loopState(goal, snapshot)),
			{ type: 'Tick' },
			{
				ledger,
				snapshot,
				now: NOW,
				elapsed: () => performance.now() - opened,
				wait: sleep,
				hash: (text) => createHash('sha256').update(text).digest('hex'),
				executionId: 'tick',
				dispatch: async (run, step) => {
					const nth = begun++;
					await sleep(1_000 * seconds(nth));
					const result = { actions: step.actions, conversions: null, revenue: null, cost: 100, metrics: {}, note: null };
					return ends?.(nth, run) ?? { kind: 'succeeded', result, executionId: null };
				},
				reconcile: async () => Promise.resolve(null),
				stop: async () => Promise.resolve({ kind: 'stopped' }),
				letBegin: async () => Promise.resolve(),
			},
		);
	});
	for (const { failure } of results) if (failure) throw failure.error;
	return results.flatMap(({ finished }) => finished).length;
}
