import type { Change, Ledger, TableName, Tables } from './ledger';
import { keyOf } from './rows';

/** Rows to add, or compare-and-sets to make, in one table. */
export type Step<T extends TableName = TableName> = {
	readonly [N in T]:
		| { readonly table: N; readonly insert: readonly Tables[N][] }
		| { readonly table: N; readonly changes: readonly Change<N>[] };
}[T];

/**
 * Writes steps of several tables: at once where the backend can, else in this order, so that a later step is never there without
 * those before it having been tried. Each row is its own compare-and-set, as with `insert` and `transitionAll`.
 * @returns for each step, and each row of it in order, whether it was written
 */
export async function writeTogether(ledger: Ledger, steps: readonly Step[]): Promise<boolean[][]> {
	const wanted = steps.filter((step) => sizeOf(step) > 0);
	const written = ledger.writeAtOnce ? await ledger.writeAtOnce(wanted) : await inOrder(ledger, wanted);
	return steps.map((step) => written[wanted.indexOf(step)] ?? []);
}

const sizeOf = (step: Step): number => ('insert' in step ? step.insert.length : step.changes.length);

async function inOrder(ledger: Ledger, steps: readonly Step[]): Promise<boolean[][]> {
	const written: boolean[][] = [];
	for (const step of steps) {
		if ('changes' in step) written.push(await ledger.transitionAll(step.table, step.changes));
		else {
			const added = new Set(await ledger.insert(step.table, step.insert));
			written.push(step.insert.map((row) => added.has(keyOf(step.table, row))));
		}
	}
	return written;
}
