import { isAutopilotError } from '../../core/errors';
import type { Random } from '../../core/ports';
import type { Ledger } from '../../ledger/ledger';
import { sampleObservation, sampleRun } from './sampleRows';

export interface StressOptions {
	readonly writers: readonly Ledger[];
	readonly operations: number;
	readonly random: Random;
	/** Called before each operation, with its number. */
	readonly between?: (operation: number) => void;
	/** What somebody typed meanwhile into the column `error` of counters, by their keys. Nobody else writes there. */
	readonly typed?: ReadonlyMap<string, string>;
}

const COUNTERS = 24;
export const counterKey = (index: number): string => `counter-${index}`;

/** What must be in the ledger in the end, kept beside it while the writers work. */
class Model {
	/** By counter and value, the operations that may have set it, and whether one was told that it did. */
	private readonly steps = new Map<string, { operation: string; sure: boolean }[]>();
	/** By key, the operations that may have added the row. */
	readonly added = new Map<string, { operation: string; sure: boolean }[]>();
	readonly values = new Map<string, number>();
	readonly costs = new Map<string, number>();
	readonly counters = new Map<string, number>();

	step(key: string, value: number, operation: string, sure: boolean): void {
		const name = `${key}=${value}`;
		this.steps.set(name, [...(this.steps.get(name) ?? []), { operation, sure }]);
		if (sure) this.counters.set(key, Math.max(this.counters.get(key) ?? 0, value));
	}

	stepsTo(key: string, value: number): readonly { operation: string; sure: boolean }[] {
		return this.steps.get(`${key}=${value}`) ?? [];
	}
}

/** `unknown`: the answer was lost and nobody can say whether it was done. */
async function outcomeOf<R>(work: () => Promise<R>): Promise<R | 'unknown' | 'refused'> {
	try {
		return await work();
	} catch (error) {
		if (isAutopilotError(error) && error.code === 'LEDGER_CONFLICT') return 'refused';
		if (isAutopilotError(error) && error.retryable) return 'unknown';
		throw error;
	}
}

/**
 * Lets several writers work on the same rows at the same time and compares what is left with what each was told.
 * Nothing is lost: every change that was confirmed is there. Nothing is done twice: each step of a counter and each new key
 * belongs to one operation. Nothing is invented: what is there was asked for by somebody.
 */
export async function stress(options: StressOptions): Promise<void> {
	const { writers, operations, random, between = () => undefined, typed = new Map() } = options;
	const model = new Model();
	const [first] = writers;
	if (!first) return;
	await first.insert(
		'run_log',
		[...Array.from({ length: COUNTERS }, (_, index) => counterKey(index)), ...writers.map((_, index) => `own-${index}`)].map(
			(key) => sampleRun(key, { error: `typed ${key}` }),
		),
	);
	let started = 0;
	let newKeys = 0;
	const pick = (count: number): number => Math.floor(random() * count);

	const transition = async (writer: Ledger, operation: string): Promise<void> => {
		const key = counterKey(pick(COUNTERS));
		const expected = model.counters.get(key) ?? 0;
		const values = { attempts: expected + 1, executionId: operation };
		const won = await outcomeOf(async () => await writer.transition('run_log', key, { attempts: expected }, values));
		if (won === true || won === 'unknown') model.step(key, expected + 1, operation, won === true);
		// Somebody else took the step and was not told: look.
		else if (won === false) await learn(writer, key);
	};
	const learn = async (writer: Ledger, key: string): Promise<void> => {
		const rows = await outcomeOf(async () => await writer.read('run_log', { runId: key }));
		if (typeof rows === 'string') return;
		expect(rows).toHaveLength(1);
		model.counters.set(key, Math.max(model.counters.get(key) ?? 0, rows[0]?.attempts ?? 0));
	};
	const transitionAll = async (writer: Ledger, operation: string): Promise<void> => {
		const keys = [...new Set(Array.from({ length: 5 }, () => counterKey(pick(COUNTERS))))];
		const changes = keys.map((key) => {
			const attempts = model.counters.get(key) ?? 0;
			return { key, expected: { attempts }, values: { attempts: attempts + 1, executionId: operation } };
		});
		const won = await outcomeOf(async () => await writer.transitionAll('run_log', changes));
		if (won === 'refused') return;
		changes.forEach(({ key, values }, index) => {
			if (won === 'unknown' || won[index] === true) model.step(key, values.attempts, operation, won !== 'unknown');
		});
	};
	const insert = async (writer: Ledger, operation: string): Promise<void> => {
		const key = `new-${Math.max(0, newKeys++ / 4 - pick(2)).toFixed(0)}`;
		const won = await outcomeOf(async () => await writer.insert('run_log', [sampleRun(key, { workflowKey: operation })]));
		if (won === 'refused' || (won !== 'unknown' && won.length === 0)) return;
		model.added.set(key, [...(model.added.get(key) ?? []), { operation, sure: won !== 'unknown' }]);
	};
	const upsert = async (writer: Ledger, index: number, number: number): Promise<void> => {
		const key = `own-${index}/${pick(6)}`;
		// Setting the same again is the same, so a lost answer is no reason to leave it at that.
		while (
			(await outcomeOf(async () => await writer.upsert('performance_metrics', [sampleObservation(key, { value: number })]))) !==
			undefined
		);
		model.values.set(key, number);
	};
	const update = async (writer: Ledger, index: number, number: number): Promise<void> => {
		const patches = [{ key: `own-${index}`, values: { cost: number } }];
		while ((await outcomeOf(async () => await writer.update('run_log', patches))) !== undefined);
		model.costs.set(`own-${index}`, number);
	};

	await Promise.all(
		writers.map(async (writer, index) => {
			while (started < operations) {
				const number = ++started;
				between(number);
				const operation = `w${index}-${number}`;
				const kind = random();
				if (kind < 0.45) await transition(writer, operation);
				else if (kind < 0.55) await transitionAll(writer, operation);
				else if (kind < 0.7) await insert(writer, operation);
				else if (kind < 0.85) await upsert(writer, index, number);
				else if (kind < 0.97) await update(writer, index, number);
				else await learn(writer, counterKey(pick(COUNTERS)));
			}
		}),
	);
	await compare(first, model, writers.length, typed);
}

async function compare(ledger: Ledger, model: Model, writers: number, typed: ReadonlyMap<string, string>): Promise<void> {
	const { run_log: runs, performance_metrics: metrics } = await ledger.readAll(['run_log', 'performance_metrics']);
	const found = new Map(runs.map((run) => [run.runId, run]));
	const wrong: string[] = [];
	for (let index = 0; index < COUNTERS; index++) {
		const key = counterKey(index);
		const { attempts = -1, executionId = null, error = null } = found.get(key) ?? {};
		if (error !== (typed.get(key) ?? `typed ${key}`)) wrong.push(`${key}: error is ${error}`);
		for (let value = 1; value <= attempts; value++) {
			const steps = model.stepsTo(key, value);
			const sure = steps.filter((step) => step.sure);
			if (steps.length === 0 || sure.length > 1) wrong.push(`${key}=${value}: taken by ${JSON.stringify(steps)}`);
		}
		const last = model.stepsTo(key, attempts);
		if (attempts > 0 && !last.some(({ operation }) => operation === executionId)) wrong.push(`${key}: last by ${executionId}`);
		if (model.stepsTo(key, attempts + 1).some(({ sure }) => sure)) wrong.push(`${key}: step ${attempts + 1} was lost`);
	}
	for (const [key, claims] of model.added) {
		const sure = claims.filter((one) => one.sure);
		const by = found.get(key)?.workflowKey;
		if (sure.length > 1) wrong.push(`${key}: added by ${JSON.stringify(sure)}`);
		if (sure.length === 1 && by !== sure[0]?.operation) wrong.push(`${key}: added by ${sure[0]?.operation}, there is ${by}`);
		if (by !== undefined && !claims.some(({ operation }) => operation === by)) wrong.push(`${key}: nobody added ${by}`);
	}
	const unexpected = runs.filter(({ runId }) => runId.startsWith('new-') && !model.added.has(runId));
	wrong.push(...unexpected.map(({ runId }) => `${runId}: nobody added it`));
	for (const [key, cost] of model.costs)
		if (found.get(key)?.cost !== cost) wrong.push(`${key}: cost ${found.get(key)?.cost}, not ${cost}`);
	const values = new Map(metrics.map(({ metricId, value }) => [metricId, value]));
	for (const [key, value] of model.values) if (values.get(key) !== value) wrong.push(`${key}: ${values.get(key)}, not ${value}`);
	expect(wrong).toEqual([]);
	expect(runs).toHaveLength(COUNTERS + writers + [...found.keys()].filter((key) => key.startsWith('new-')).length);
	expect(metrics).toHaveLength(model.values.size);
	// The test would say nothing if the writers had not met.
	expect([...model.counters.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(COUNTERS);
	expect(model.added.size).toBeGreaterThan(10);
}
