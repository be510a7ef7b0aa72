import type { Change, Ledger, TableName, Tables } from './ledger';
import { keyOf } from './rows';

/** Rows to add, rows to add or set, or compare-and-sets to make, in one table. */
export type Step<T extends TableName = TableName> = {
	readonly [N in T]: (
		| { readonly table: N; readonly insert: readonly Tables[N][] }
		| { readonly table: N; readonly upsert: readonly Tables[N][] }
		| { readonly table: N; readonly changes: readonly Change<N>[] }
	) & {
		/** Earlier steps of other rows: only if every row of theirs was written, this one is. */
		readonly after?: readonly Step[];
	};
}[T];

/**
 * Writes steps of several tables: at once where the backend can, else in this order, so that a later step is never there without
 * those before it having been tried. Each row is its own compare-and-set, as with `insert` and `transitionAll`.
 * @returns for each step, and each row of it in order, whether it was written
 */
export async function writeTogether(ledger: Ledger, steps: readonly Step[]): Promise<boolean[][]> {
	const wanted = steps.filter((step) => sizeOf(step) > 0);
	if (wanted.length === 0) return steps.map(() => []);
	const written = ledger.writeAtOnce ? await ledger.writeAtOnce(wanted) : await inOrder(ledger, wanted);
	return steps.map((step) => written[wanted.indexOf(step)] ?? []);
}

/** How many rows a step is about. */
export const sizeOf = (step: Step): number =>
	'insert' in step ? step.insert.length : 'upsert' in step ? step.upsert.length : step.changes.length;

async function inOrder(ledger: Ledger, steps: readonly Step[]): Promise<boolean[][]> {
	const written = new Map<Step, boolean[]>();
	for (const step of steps) {
		const isHeld = (step.after ?? []).some((before) => written.get(before)?.includes(false));
		written.set(step, isHeld ? Array.from({ length: sizeOf(step) }, () => false) : await writeStep(ledger, step));
	}
	return [...written.values()];
}

async function writeStep(ledger: Ledger, step: Step): Promise<boolean[]> {
	if ('changes' in step) return await ledger.transitionAll(step.table, step.changes);
	if ('upsert' in step) {
		await ledger.upsert(step.table, step.upsert);
		return step.upsert.map(() => true);
	}
	const added = new Set(await ledger.insert(step.table, step.insert));
	return step.insert.map((row) => added.has(keyOf(step.table, row)));
}
