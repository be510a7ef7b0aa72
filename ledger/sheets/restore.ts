import type { SheetCell } from '../../clients/googleSheets/client';
import type { Instant } from '../../core/types';
import type { TableName } from '../ledger';
import { columnsOf, keyColumn } from '../schema';
import { headerColumns } from './columns';
import { type Damage, type Ghost, type Loss, nameAt, type Place, type Rewrite, type Trace, type Written } from './damage';
import { print, printAll } from './print';

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
export function restore(tabRows: SheetCell[][], table: TableName, traces: readonly Trace[]): Restored {
	const own = traces.filter((trace) => trace.table === table);
	if (own.every(({ kind }) => kind === 'rewrite')) return { rows: tabRows, repairs: [] };
	const walk = new Walk(tabRows, table);
	// What was taken out stands there again for all that happened before.
	for (const trace of own) if (trace.kind === 'loss') walk.addLost(trace, trace.cells);
	// From the newest back: each gives what stood there before it.
	for (const trace of own.toReversed()) {
		if (trace.kind === 'damage') walk.undo(trace);
		else if (trace.kind === 'ghost') walk.hide(trace);
		else if (trace.kind === 'rewrite') walk.keep(trace);
	}
	return { rows: walk.rows, repairs: [...walk.repairs.values()] };
}

type Found = Pick<Damage | Loss | Ghost, 'id' | 'at'>;
type Growing = Repair & { readonly mends: string[]; readonly cells: Map<number, SheetCell> };

/** A tab on the way back through what was done to it. */
class Walk {
	readonly rows: SheetCell[][];
	readonly repairs = new Map<number, Growing>();
	private readonly columns: ReadonlyMap<string, number>;
	private readonly keyIndex: number;
	private readonly ours: ReadonlySet<number>;
	/** Row numbers by key, as they stand there in the moment that the walk has come to. */
	private readonly byKey = new Map<string, Set<number>>();
	/** `row/column` of cells that were written rightly after the moment that the walk has come to. */
	private readonly kept = new Set<string>();

	constructor(
		private readonly tabRows: readonly SheetCell[][],
		table: TableName,
	) {
		this.rows = [...tabRows];
		this.columns = headerColumns(tabRows[0] ?? []);
		this.keyIndex = this.columns.get(keyColumn(table)) ?? -1;
		this.ours = new Set(columnsOf(table).map(({ name }) => this.columns.get(name) ?? -1));
		tabRows.forEach((_, row) => row > 0 && this.rowsWith(this.keyAt(row)).add(row));
	}

	/** Puts back what stood in the cells that a void batch wrote over, where they still hold what it wrote. */
	undo(damage: Damage): void {
		const row = this.find(damage);
		if (row === null) {
			const hit = new Set(damage.cells.map((cell) => this.columnOf(cell)));
			// A row that was emptied, and then went out of sight with other blank rows or was deleted.
			if (damage.key === null && [...this.ours].every((column) => hit.has(column))) this.addLost(damage, damage.cells);
			return;
		}
		const cells = damage.cells.filter((cell) => this.holds(row, cell) && !this.kept.has(`${row}/${this.columnOf(cell)}`));
		if (cells.length > 0) this.set(row, damage, new Map(cells.map((cell) => [this.columnOf(cell), cell.base])));
	}

	/** Empties a row that a void batch added. */
	hide(ghost: Ghost): void {
		const isIt = (row: number): boolean =>
			row > 0 &&
			String(this.cellOf(row, ghost.keyAt) ?? '') === ghost.key &&
			printAll(ghost.places.map((place) => this.cellOf(row, place))) === ghost.print;
		const row = this.rows.findLastIndex((_, index) => isIt(index));
		if (row > 0) this.set(row, ghost, new Map(ghost.places.map((place) => [this.columnOf(place), null])));
	}

	/** Leaves the cells of a row alone that were written rightly since, for all that happened before. */
	keep({ key, cells }: Rewrite): void {
		const row = this.best(this.rowsWith(key), cells);
		for (const cell of cells) this.kept.add(`${row}/${this.columnOf(cell)}`);
	}

	/** Adds a row that is gone, unless somebody has put it back. Where a column was taken out since, what stood there went with it. */
	addLost(lost: Found, all: readonly (Place & { readonly base: SheetCell })[]): void {
		const { rows, columns } = this;
		const there = all.filter(
			({ name, column, base }) => (base ?? '') !== '' && (name === '' ? nameAt(rows[0], column) === '' : columns.has(name)),
		);
		const key = String(there.find((cell) => this.columnOf(cell) === this.keyIndex)?.base ?? '');
		if (there.length === 0 || (key !== '' && this.rowsWith(key).size > 0)) return;
		rows.push([]);
		this.set(rows.length - 1, lost, new Map(there.map((cell) => [this.columnOf(cell), cell.base])));
	}

	private find(damage: Damage): number | null {
		const { key, row, cells } = damage;
		// A row without a key is one that was blank, and never one that has a key by now.
		if (key !== null) return this.best(this.rowsWith(key), cells, row, key === '' ? 1 : 0);
		// By all that was written: the place where it was, else where its owner has something of his own, else the first.
		const fits = [...this.rows.keys()].filter((index) => index > 0 && cells.every((cell) => this.holds(index, cell)));
		const isOwned = (index: number): boolean =>
			(this.rows[index] ?? []).some((cell, column) => !this.ours.has(column) && (cell ?? '') !== '');
		return fits.find((index) => index === row) ?? fits.find(isOwned) ?? fits[0] ?? null;
	}

	/** Of rows with one key, that which holds most of what was written; where several do, the one at a place, else the upper one. */
	private best(candidates: ReadonlySet<number>, cells: readonly Written[], place = -1, least = 0): number | null {
		let [found, most]: [number | null, number] = [null, least - 1];
		for (const row of [...candidates].toSorted((a, b) => Number(b === place) - Number(a === place) || a - b)) {
			const count = cells.filter((cell) => cell.shown !== '' && this.holds(row, cell)).length;
			if (count > most) [found, most] = [row, count];
		}
		return found;
	}

	private set(row: number, { id, at }: Found, cells: ReadonlyMap<number, SheetCell>): void {
		this.rowsWith(this.keyAt(row)).delete(row);
		const isLost = row >= this.tabRows.length;
		const repair = this.repairs.get(row) ?? { mends: [], at, row, isLost, cells: new Map<number, SheetCell>() };
		repair.mends.push(id);
		this.repairs.set(row, repair);
		const line = [...(this.rows[row] ?? [])];
		for (const [column, value] of cells) {
			repair.cells.set(column, value);
			while (line.length < column) line.push('');
			line[column] = value ?? '';
		}
		this.rows[row] = line;
		this.rowsWith(this.keyAt(row)).add(row);
	}

	private holds(row: number, cell: Written): boolean {
		return print(this.cellOf(row, cell)) === cell.shown;
	}

	private columnOf({ name, column }: Place): number {
		return this.columns.get(name) ?? column;
	}

	private cellOf(row: number, place: Place): SheetCell {
		return this.rows[row]?.[this.columnOf(place)] ?? null;
	}

	private keyAt(row: number): string {
		return String(this.rows[row]?.[this.keyIndex] ?? '');
	}

	private rowsWith(key: string): Set<number> {
		const known = this.byKey.get(key) ?? new Set<number>();
		this.byKey.set(key, known);
		return known;
	}
}
