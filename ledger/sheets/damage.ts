import type { SheetCell } from '../../clients/googleSheets/client';
import type { Instant } from '../../core/types';
import type { TableName } from '../ledger';
import { keyColumn } from '../schema';
import { headerColumns } from './columns';
import { type Batch, type RowNote, tabNotes } from './journal';

/** A column as it stood when a batch was carried out. */
export interface Place {
	readonly name: string;
	readonly column: number;
}

/** A cell into which a batch wrote: what, as `print` says it, and what stood there before. */
export interface Written extends Place {
	readonly shown: string;
	readonly base: SheetCell;
}

/** A row into which a void batch wrote, and what stood in its cells. */
export interface Damage {
	readonly kind: 'damage';
	readonly id: string;
	readonly table: TableName;
	readonly at: Instant;
	/** Empty where the row was blank; `null` where it is unknown since columns were moved, or was written over itself. */
	readonly key: string | null;
	readonly row: number;
	readonly cells: readonly Written[];
}

/** A row that a void batch added. */
export interface Ghost {
	readonly kind: 'ghost';
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
	readonly kind: 'loss';
	readonly id: string;
	readonly table: TableName;
	readonly at: Instant;
	readonly cells: readonly (Place & { readonly base: SheetCell })[];
}

/** Cells that a batch that counts has written since: what stands there is right, also where an older void batch wrote the same. */
export interface Rewrite {
	readonly kind: 'rewrite';
	readonly table: TableName;
	readonly key: string;
	readonly cells: readonly Written[];
}

export type Trace = Damage | Ghost | Loss | Rewrite;

/** What void batches have left behind and nobody has put right since, and what was written after it. The oldest first. */
export function damagesOf(batches: readonly Batch[]): readonly Trace[] {
	let traces: Trace[] = [];
	for (const batch of batches) {
		if (!batch.counts) traces.push(...damagesBy(batch), ...ghostsBy(batch), ...lossesBy(batch));
		else if (traces.length > 0) traces = settled(traces, batch);
	}
	return traces;
}

/** Without what a batch that counts mends, as it says itself, and with what it wrote into columns that are damaged. */
function settled(traces: readonly Trace[], batch: Batch): Trace[] {
	const mended = new Set(batch.entries.flatMap(({ note }) => ('mends' in note ? note.mends : [])));
	const left = traces.filter((trace) => trace.kind === 'rewrite' || !mended.has(trace.id));
	const places = left.flatMap((trace) => (trace.kind === 'damage' ? trace.cells.map(({ name }) => placeName(trace, name)) : []));
	const damaged = new Set(places);
	if (left.every(({ kind }) => kind === 'rewrite')) return [];
	return [...left, ...rewritesBy(batch).filter((trace) => trace.cells.some(({ name }) => damaged.has(placeName(trace, name))))];
}

const placeName = ({ table }: { readonly table: TableName }, column: string): string => `${table}\n${column}`;

export const nameAt = (header: readonly SheetCell[] | undefined, column: number): string => String(header?.[column] ?? '').trim();

function damagesBy(batch: Batch): Damage[] {
	const notes = tabNotes(batch);
	return batch.entries.flatMap(({ note, copied }, index): Damage[] => {
		if (note.kind !== 'row' || note.isDrop) return [];
		const { table, row } = note;
		const tab = notes.get(table);
		const keyIndex = headerColumns(tab?.header ?? []).get(keyColumn(table));
		const aimed = tab?.note.columns.find(([name]) => name === keyColumn(table))?.[1];
		const cells = writtenBy(note, copied, (column) => nameAt(tab?.header, column));
		const isKnown = keyIndex === aimed && !cells.some(({ column }) => column === keyIndex);
		const key = isKnown ? String(copied[0] ?? '') : null;
		return [{ kind: 'damage', id: `${batch.nonce}.${index}`, table, at: batch.at, key, row, cells }];
	});
}

/** What a batch that counts wrote. Not where it puts something right: it says itself what, and may not know of all that there is. */
function rewritesBy(batch: Batch): Rewrite[] {
	const notes = tabNotes(batch);
	return batch.entries.flatMap(({ note, copied }): Rewrite[] => {
		if (note.kind !== 'row' || note.isDrop || note.mends.length > 0) return [];
		const names = new Map(notes.get(note.table)?.note.columns.map(([name, column]) => [column, name]));
		const cells = writtenBy(note, copied, (column) => names.get(column) ?? '');
		return [{ kind: 'rewrite', table: note.table, key: note.key, cells }];
	});
}

const writtenBy = ({ cells }: RowNote, [, ...bases]: readonly SheetCell[], nameOf: (column: number) => string): Written[] =>
	cells.flatMap(([column, , shown], at) =>
		shown === null ? [] : [{ column, name: nameOf(column), shown, base: bases[at] ?? null }],
	);

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
			return { kind: 'ghost', id: `${batch.nonce}.${index}.${at}`, table, at: batch.at, key, keyAt, places, print: all };
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
		return cells.length > 0 ? [{ kind: 'loss', id: `${batch.nonce}.${index}`, table: note.table, at: batch.at, cells }] : [];
	});
}
