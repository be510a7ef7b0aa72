import { z } from 'zod';
import type { SheetCell } from '../../clients/googleSheets/client';
import { AutopilotError } from '../../core/errors';
import type { Instant } from '../../core/types';
import type { TableName } from '../ledger';
import { TABLE_NAMES } from '../schema';
import { isAsRead } from './print';
import { stripeOf } from './stripes';
import { JOURNAL_TAB } from './tabs';

export const JOURNAL_HEADER = ['batch', 'what', 'cells'] as const;
/** Columns before those into which cells are copied. */
export const NOTE_COLUMNS = 2;
/** Room for the header of a tab with many columns of its owner. */
export const JOURNAL_COLUMNS = 100;

const table = z.enum(TABLE_NAMES as [TableName, ...TableName[]]);
const tabNote = z.object({
	kind: z.literal('tab'),
	table,
	at: z.string(),
	/** Names and numbers of the columns that were written, and that of the key, in the order of their numbers. */
	columns: z.array(z.tuple([z.string(), z.number().int()])),
});
const rowNote = z.object({
	kind: z.literal('row'),
	table,
	key: z.string(),
	/** Where it stood when it was read, from 0. */
	row: z.number().int(),
	/** Column, what was read there before (`null`: it does not matter), what was written (`null`: nothing). As `print` says it. */
	cells: z.array(z.tuple([z.number().int(), z.string().nullable(), z.string().nullable()])),
	/** Damages that this puts right. */
	mends: z.array(z.string()).default([]),
	/** Whether the row was taken out: nothing must have stood there. */
	isDrop: z.boolean().default(false),
});
const newNote = z.object({
	kind: z.literal('new'),
	table,
	/** Key, and all cells in the order of the columns. As `printAll` says it. */
	rows: z.array(z.tuple([z.string(), z.string()])),
	/** Damages that this puts right: rows that were taken out and are added again. */
	mends: z.array(z.string()).default([]),
});
const cutNote = z.object({
	kind: z.literal('cut'),
	at: z.string(),
	/** Lock and batch: who wrote last under it, as far as older lines told that were taken out. */
	heads: z.array(z.tuple([z.string(), z.string()])),
});
const note = z.discriminatedUnion('kind', [tabNote, rowNote, newNote, cutNote]);

export type TabNote = z.infer<typeof tabNote>;
export type RowNote = z.input<typeof rowNote>;
export type NewNote = z.input<typeof newNote>;
export type CutNote = z.infer<typeof cutNote>;
export type Note = TabNote | RowNote | NewNote | CutNote;

/** A line of the journal: what a batch was about to do, and the cells as they stood there in that moment. */
export interface Entry {
	readonly note: z.infer<typeof note>;
	/** The header of the tab; or the key of the row that was hit and then the cells, in the order of the note. */
	readonly copied: readonly SheetCell[];
}

/** What one operation wrote. */
export interface Batch {
	readonly nonce: string;
	readonly at: Instant;
	readonly entries: readonly Entry[];
	/**
	 * Whether it counts. It does as a whole or not at all: when every column had the name, every row the key and every cell the
	 * value that its writer had read. Who moves rows or types into these cells in mid-write makes it void. The journal alone tells,
	 * so that all readers agree.
	 */
	readonly counts: boolean;
	/** The locks under which it wrote. */
	readonly stripes: ReadonlySet<string>;
}

/**
 * The batches of the journal, the oldest first. The newest is on top of the tab.
 * @param known gives batches read before: what stands in the journal never changes
 * @throws AutopilotError LEDGER_CELL_INVALID when somebody edited the journal
 */
export function readJournal(
	rows: readonly (readonly SheetCell[])[],
	known: (nonce: string) => Batch | undefined = () => undefined,
): Batch[] {
	const batches: Batch[] = [];
	for (let first = 1; first < rows.length; ) {
		const nonce = String(rows[first]?.[0] ?? '');
		let end = first + 1;
		while (end < rows.length && String(rows[end]?.[0] ?? '') === nonce) end++;
		if (nonce !== '') batches.push(known(nonce) ?? readBatch(nonce, rows.slice(first, end), first + 1));
		first = end;
	}
	return batches.toReversed();
}

function readBatch(nonce: string, lines: readonly (readonly SheetCell[])[], row: number): Batch {
	const entries = lines.map(([, what, ...copied], index): Entry => ({ note: readNote(String(what ?? ''), row + index), copied }));
	const at = entries.flatMap(({ note: one }) => ('at' in one ? [one.at] : [])).at(0) ?? '';
	const stripes = new Set(entries.flatMap(stripesOf));
	return { nonce, at, entries, counts: entries.every(holds), stripes };
}

function readNote(text: string, row: number): z.infer<typeof note> {
	const parsed = note.safeParse(parsedJson(text));
	if (parsed.success) return parsed.data;
	const place = `${JOURNAL_TAB}!B${row}`;
	throw new AutopilotError('LEDGER_CELL_INVALID', `Somebody edited ${place}, which only the ledger writes`, {
		table: JOURNAL_TAB,
	});
}

function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/** The column notes of a batch, by table. */
export const tabNotes = ({ entries }: Batch): Map<TableName, { readonly note: TabNote; readonly header: readonly SheetCell[] }> =>
	new Map(entries.flatMap(({ note: one, copied }) => (one.kind === 'tab' ? [[one.table, { note: one, header: copied }]] : [])));

const holds = ({ note: one, copied }: Entry): boolean => {
	if (one.kind === 'new' || one.kind === 'cut') return true;
	if (one.kind === 'tab') return one.columns.every(([name, column]) => String(copied[column] ?? '').trim() === name);
	const [key, ...cells] = copied;
	return String(key ?? '') === one.key && one.cells.every(([, was], at) => was === null || isAsRead(was, cells[at]));
};

const stripesOf = ({ note: one }: Entry): string[] => {
	if (one.kind === 'tab' || one.kind === 'cut') return [];
	if (one.kind === 'row') return [stripeOf(one.table, one.key)];
	return one.rows.map(([key]) => stripeOf(one.table, key));
};
