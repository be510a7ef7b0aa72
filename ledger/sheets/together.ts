import type { Row } from '../rows';
import { columnsOf } from '../schema';
import type { Intent } from './commit';

/**
 * Joins what several steps want with the same row into one, of which each part sees what those before it have written.
 * @param befores for each part, the parts before it every row of which must be written for it to be: they are decided first, as
 * their rows come first
 * @returns the joined intents, and what came of each part once they were decided for the last time
 */
export function together(
	parts: readonly (readonly Intent[])[],
	befores: readonly (readonly number[])[] = [],
): {
	readonly intents: readonly Intent[];
	readonly results: () => boolean[][];
} {
	const made = new Map<Intent, boolean>();
	const guards = new Map(
		parts.flatMap((part, index) => {
			const before = (befores[index] ?? []).flatMap((earlier) => parts[earlier] ?? []);
			return part.map((intent) => [intent, before] as const);
		}),
	);
	const groups = Map.groupBy(parts.flat(), ({ table, key }) => `${table}\n${key}`);
	const intents = [...groups.values()].flatMap(([first, ...rest]): Intent[] => {
		if (!first) return [];
		const all = [first, ...rest];
		const { table, key } = first;
		const decide: Intent['decide'] = (row, placeOf) => {
			let cells: Row | null = null;
			let now = row;
			for (const part of all) {
				const isHeld = guards.get(part)?.some((intent) => made.get(intent) === false) ?? false;
				const wanted = isHeld ? null : part.decide(now, placeOf);
				made.set(part, wanted !== null);
				if (!wanted) continue;
				cells = Object.assign({}, cells, wanted);
				now = { ...(now ?? blank(table)), ...wanted };
			}
			return cells;
		};
		return [{ table, key, decide, goesBy: [...new Set(all.flatMap(({ goesBy }) => goesBy))] }];
	});
	return { intents, results: () => parts.map((part) => part.map((intent) => made.get(intent) ?? false)) };
}

const blank = (table: Intent['table']): Row => Object.fromEntries(columnsOf(table).map(({ name }) => [name, null]));
