import type { Ledger } from '../../ledger/ledger';
import { type Step, writeTogether } from '../../ledger/together';

/** Something to write, and what follows from what came of it. */
export interface Part {
	readonly steps: readonly Step[];
	/** @param written for each step, in order, which of its rows were written */
	readonly after: (written: readonly (readonly boolean[])[]) => Promise<void> | void;
}

/** Writes parts in this order, together where the ledger can, and then draws their consequences. */
export async function writeParts(ledger: Ledger, parts: readonly Part[]): Promise<void> {
	const written = await writeTogether(
		ledger,
		parts.flatMap(({ steps }) => steps),
	);
	let first = 0;
	for (const { steps, after } of parts) {
		await after(written.slice(first, first + steps.length));
		first += steps.length;
	}
}

/** Whether every row was written. */
export const isWhole = (written: readonly (readonly boolean[])[]): boolean => !written.flat().includes(false);
