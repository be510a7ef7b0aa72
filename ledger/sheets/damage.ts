import type { SheetCell } from '../../clients/googleSheets/client';
import type { Instant } from '../../core/types';
import type { TableName } from '../ledger';
import { keyColumn } from '../schema';
import { headerColumns } from './columns';
import { type Batch, tabNotes } from './journal';
import { print, printAll } from './print';

/** A column as it stood when a batch was carried out. */
interface Place {
	readonly name: string;
	readonly column: number;
}

/** A row into which a void batch wrote, and what stood in its cells. */
export interface Damage {
	readonly id: string;
	readonly table: TableName;
	readonly at: Instant;
	/** `null`: it had none, or it is unknown since columns were moved, or it is no longer in its cell. */
	readonly key: string | null;
	readonly row: number;
	readonly cells: readonly (Place & { readonly shown: string; readonly base: SheetCell })[];
}

/** A row that a void batch added. */
export interface Ghost {
	readonly id: string;
	readonly table: TableName;
	readonly at: Instant;
	readonly key: string;
	/** Where its key was written. */
	readonly keyAt: Place;
	readonly places: readonly Place[];
	readonly print: string;
}

/** A row that a void batch took out although something stood in it. */
export interface Loss {
	readonly id: string;
	readonly table: TableName;
	readonly at: Instant;
	readonly cells: readonly (Place & { readonly base: SheetCell })[];
}

export interface Damages {
	/** The oldest first. */
	readonly rows: readonly Damage[];
	readonly ghosts: readonly Ghost[];
	readonly losses: readonly Loss[];
}

/** What void batches have left behind and nobody has put right since. */
export function damagesOf(batches: readonly Batch[]): Damages {
	let damages: Damages = { rows: [], ghosts: [], losses: [] };
	for (const batch of batches) {
		if (batch.counts) damages = settled(batch, damages);
		else {
			damages = {
				rows: [...damages.rows, ...damagesBy(batch)],
				ghosts: [...damages.ghosts, ...ghostsBy(batch)],
				losses: [...damages.losses, ...lossesBy(batch)],
			};
		}
	}
	return damages;
}

/** What a batch that counts leaves of older damages: it says itself which it mends, and what it wrote anew is right. */
function settled(batch: Batch, damages: Damages): Damages {
	const { rows, ghosts, losses } = damages;
	if (rows.length + ghosts.length + losses.length === 0) return damages;
	const notes = tabNotes(batch);
	const mended = new Set(batch.entries.flatMap(({ note }) => ('mends' in note ? note.mends : [])));
	const written = new Set(
		batch.entries.flatMap(({ note }) => {
			if (note.kind !== 'row') return [];
			const names = new Map(notes.get(note.table)?.note.columns.map(([name, column]) => [column, name]));
			return note.cells.flatMap(([column, , shown]) =>
				shown === null ? [] : `${note.table}\n${note.key}\n${names.get(column) ?? ''}`,
			);
		}),
	);
	const left = rows.flatMap((damage): Damage[] => {
		if (mended.has(damage.id)) return [];
		const cells = damage.cells.filter(({ name }) => !written.has(`${damage.table}\n${damage.key ?? ''}\n${name}`));
		return cells.length > 0 ? [{ ...damage, cells }] : [];
	});
	const isLeft = ({ id }: { readonly id: string }): boolean => !mended.has(id);
	return { rows: left, ghosts: ghosts.filter(isLeft), losses: losses.filter(isLeft) };
}

const nameAt = (header: readonly SheetCell[] | undefined, column: number): string => String(header?.[column] ?? '').trim();

function damagesBy(batch: Batch): Damage[] {
	const notes = tabNotes(batch);
	return batch.entries.flatMap(({ note, copied }, index): Damage[] => {
		if (note.kind !== 'row' || note.isDrop) return [];
		const tab = notes.get(note.table);
		const [keyCell, ...bases] = copied;
		const keyIndex = headerColumns(tab?.header ?? []).get(keyColumn(note.table));
		const aimed = tab?.note.columns.find(([name]) => name === keyColumn(note.table))?.[1];
		const isHit = note.cells.some(([column, , shown]) => column === keyIndex && shown !== null);
		return [
			{
				id: `${batch.nonce}.${index}`,
				table: note.table,
				at: batch.at,
				key: keyIndex === aimed && !isHit && (keyCell ?? '') !== '' ? String(keyCell) : null,
				row: note.row,
				cells: note.cells.flatMap(([column, , shown], at) => {
					if (shown === null) return [];
					return [{ column, name: nameAt(tab?.header, column), shown, base: bases[at] ?? null }];
				}),
			},
		];
	});
}

function ghostsBy(batch: Batch): Ghost[] {
	const notes = tabNotes(batch);
	return batch.entries.flatMap(({ note }, index): Ghost[] => {
		if (note.kind !== 'new') return [];
		const { table } = note;
		const tab = notes.get(table);
		const placeOf = (column: number): Place => ({ column, name: nameAt(tab?.header, column) });
		const places = (tab?.note.columns ?? []).map(([, column]) => placeOf(column));
		const keyAt = placeOf(tab?.note.columns.find(([name]) => name === keyColumn(table))?.[1] ?? 0);
		return note.rows.map(([key, all], at) => {
			return { id: `${batch.nonce}.${index}.${at}`, table, at: batch.at, key, keyAt, places, print: all };
		});
	});
}

function lossesBy(batch: Batch): Loss[] {
	const notes = tabNotes(batch);
	return batch.entries.flatMap(({ note, copied: [, ...bases] }, index): Loss[] => {
		if (note.kind !== 'row' || !note.isDrop) return [];
		const header = notes.get(note.table)?.header;
		const cells = note.cells.flatMap(([column], at) => {
			const base = bases[at] ?? '';
			return base === '' ? [] : [{ column, name: nameAt(header, column), base }];
		});
		return cells.length > 0 ? [{ id: `${batch.nonce}.${index}`, table: note.table, at: batch.at, cells }] : [];
	});
}

/** Cells that have to be put right, of one row. */
export interface Repair {
	readonly mends: readonly string[];
	readonly at: Instant;
	readonly row: number;
	/** Whether the row was taken out and has to be added again; `row` is then below all that are there. */
	readonly isLost: boolean;
	/** What should stand there, by column. */
	readonly cells: ReadonlyMap<number, SheetCell>;
}

/** A tab as it would be without damages. */
export interface Restored {
	readonly rows: SheetCell[][];
	readonly repairs: readonly Repair[];
}

/** Sees through the damages of a tab, wherever its rows and columns stand by now. What people have changed since stays. */
export function restore(tabRows: SheetCell[][], table: TableName, damages: Damages): Restored {
	const own = damages.rows.filter((damage) => damage.table === table);
	const ghosts = damages.ghosts.filter((ghost) => ghost.table === table);
	const losses = damages.losses.filter((loss) => loss.table === table);
	if (own.length + ghosts.length + losses.length === 0) return { rows: tabRows, repairs: [] };
	const rows = [...tabRows];
	const columns = headerColumns(rows[0] ?? []);
	const placeOf = ({ name, column }: Place): number => columns.get(name) ?? column;
	const cellOf = (row: number, place: Place): SheetCell => rows[row]?.[placeOf(place)] ?? null;
	const keyIndex = columns.get(keyColumn(table)) ?? -1;
	const repairs = new Map<number, Repair & { readonly mends: string[]; readonly cells: Map<number, SheetCell> }>();
	const repair = (row: number, id: string, at: Instant): Map<number, SheetCell> => {
		const isLost = row >= tabRows.length;
		const known = repairs.get(row) ?? { mends: [], at, row, isLost, cells: new Map<number, SheetCell>() };
		known.mends.push(id);
		repairs.set(row, known);
		return known.cells;
	};

	/** By its key; else by all that was written. */
	const find = ({ key, row, cells }: Damage): number => {
		if (key !== null) return rows.findIndex((line, index) => index > 0 && String(line[keyIndex] ?? '') === key);
		const fits = (index: number): boolean => cells.every((cell) => print(cellOf(index, cell)) === cell.shown);
		if (row > 0 && row < rows.length && fits(row)) return row;
		return rows.findIndex((_, index) => index > 0 && fits(index));
	};

	for (const loss of losses) {
		// Where the column was taken out since, what stood there went with it.
		const there = loss.cells.filter(({ name, column }) => (name === '' ? nameAt(rows[0], column) === '' : columns.has(name)));
		const key = String(there.find((cell) => placeOf(cell) === keyIndex)?.base ?? '');
		if (there.length === 0 || (key !== '' && rows.some((line, row) => row > 0 && String(line[keyIndex] ?? '') === key))) continue;
		const cells = repair(rows.length, loss.id, loss.at);
		for (const cell of there) cells.set(placeOf(cell), cell.base);
		rows.push(Array.from({ length: Math.max(...cells.keys()) + 1 }, (_, column) => cells.get(column) ?? ''));
	}
	// From the newest back: each gives what stood there before it.
	for (const damage of own.toReversed()) {
		const row = find(damage);
		if (row < 0) continue;
		const line = [...(rows[row] ?? [])];
		for (const cell of damage.cells) {
			if (print(cellOf(row, cell)) !== cell.shown) continue;
			const column = placeOf(cell);
			while (line.length < column) line.push('');
			line[column] = cell.base ?? '';
			repair(row, damage.id, damage.at).set(column, cell.base);
		}
		rows[row] = line;
	}
	for (const ghost of ghosts) {
		const isIt = (_: unknown, row: number): boolean =>
			row > 0 &&
			String(cellOf(row, ghost.keyAt) ?? '') === ghost.key &&
			printAll(ghost.places.map((place) => cellOf(row, place))) === ghost.print;
		const row = rows.findLastIndex(isIt);
		if (row < 0) continue;
		const line = [...(rows[row] ?? [])];
		const cells = repair(row, ghost.id, ghost.at);
		for (const place of ghost.places) {
			line[placeOf(place)] = '';
			cells.set(placeOf(place), null);
		}
		rows[row] = line;
	}
	return { rows, repairs: [...repairs.values()] };
}
