import { runsOf } from '../../clients/googleSheets/runs';
import type { SheetCell, Shown } from '../../clients/googleSheets/client';
import type { Instant } from '../../core/types';
import { AutopilotError } from '../../core/errors';
import { chunkBySize } from '../chunk';
import type { TableName } from '../ledger';
import { columnsOf, keyColumn } from '../schema';
import type { Page } from './book';
import type { Grid } from './grid';
import { takeTurn, type Turn } from './heads';
import { JOURNAL_COLUMNS, type Note, NOTE_COLUMNS } from './journal';
import { print, printAll } from './print';
import { appendRows, copyBlock, deleteRows, insertRows, type Request, setBlock } from './requests';
import { stripeOf } from './stripes';

/** Cells to write into one row. */
export interface Write {
	readonly grid: Grid;
	readonly key: string;
	/** From 0; `null` adds one. */
	readonly row: number | null;
	/** By column number. */
	readonly cells: ReadonlyMap<number, SheetCell>;
	/** Cells, by column number, that must still hold this, as `print` says it; `null` where it does not matter. */
	readonly was: ReadonlyMap<number, string | null>;
	/** Damages that this puts right. */
	readonly mends?: readonly string[];
	/** Takes the row out, of which `was` says that it is empty. */
	readonly isDrop?: boolean;
}

/** New rows described in one cell of the journal, which holds 50,000 characters: each takes its key and twenty. */
const NEW_ROWS_PER_NOTE = 250;
const CHARACTERS_PER_NOTE = 40_000;

interface Line {
	readonly note: Note;
	readonly write: Write | null;
}

/** A batch as it goes to Google, and where its answer will show what. */
export interface Prepared {
	readonly requests: readonly Request[];
	readonly shown: readonly Shown[];
	/** How many lines it adds to the journal. */
	readonly lines: number;
	/** Where new rows are expected, unless others add some in the same moment. */
	readonly places: ReadonlyMap<Write, number>;
	readonly stripes: ReadonlySet<string>;
}

const columnsFor = ({ cells, was }: Write): number[] => [...new Set([...was.keys(), ...cells.keys()])].toSorted((a, b) => a - b);

/** Makes a batch: takes its turns, keeps aside what it overwrites, sets cells and adds rows, tab by tab. */
export function prepare(
	page: Page,
	writes: readonly Write[],
	nonce: string,
	now: Instant,
	salts: ReadonlyMap<string, number>,
): Prepared {
	const byTable = Map.groupBy(writes, ({ grid }) => grid);
	const journal = page.journalTab.sheetId;
	const turns = new Map<string, Turn>();
	for (const { grid, key } of writes) {
		const stripe = stripeOf(grid.table, key);
		const head = grid.heads.get(stripe) ?? '';
		turns.set(stripe, { stripe, sheetId: grid.tab.sheetId, head, salt: salts.get(stripe) ?? 0 });
	}
	const lines: Line[] = [];
	const copies: Request[] = [];
	const sets: Request[] = [];
	const places = new Map<Write, number>();
	for (const [grid, all] of byTable) {
		const there = all.filter(({ row }) => row !== null).toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0));
		const added = all.filter(({ row }) => row === null);
		copies.push(copyHeader(grid, all, added.length > 0, lines, journal, now));
		for (const block of blocksOf(there)) {
			copies.push(...copyRows(grid, block, { sheetId: journal, row: 1 + lines.length }));
			sets.push(...setRows(grid, block));
			lines.push(...block.map((write) => ({ write, note: rowNote(grid.table, write) })));
		}
		added.forEach((write, index) => places.set(write, grid.rows.length + index));
		lines.push(...newNotes(grid, added).map((note) => ({ write: null, note })));
		if (added.length > 0) sets.push(appendRows(grid.tab.sheetId, added.map(lineOf)));
		sets.push(...dropRows(grid, there));
	}
	return {
		requests: [
			...[...turns.values()].map((turn) => takeTurn(turn, now)),
			insertRows(journal, 1, lines.length),
			setBlock(
				{ sheetId: journal, row: 1, column: 0 },
				lines.map(({ note }) => [nonce, JSON.stringify(note)]),
			),
			...copies,
			...sets,
		],
		shown: [
			{ tab: page.journalTab, rows: lines.map((_, index) => 1 + index) },
			...[...byTable].map(([{ tab }, all]) => {
				const kept = all.filter(({ isDrop }) => isDrop !== true);
				return { tab, rows: [0, ...kept.map((write) => write.row ?? places.get(write) ?? 0)] };
			}),
		],
		lines: lines.length,
		places,
		stripes: new Set(turns.keys()),
	};
}

/** Keeps the header aside and says which columns were meant. All of ours where rows are added, so that they are known again. */
function copyHeader(
	grid: Grid,
	writes: readonly Write[],
	isAdded: boolean,
	lines: Line[],
	journal: number,
	at: Instant,
): Request {
	const used = new Set(writes.flatMap(columnsFor));
	const names = columnsOf(grid.table).map(({ name }) => name);
	const ours = names.filter((name) => isAdded || name === keyColumn(grid.table) || used.has(grid.columns.get(name) ?? -1));
	const columns = ours.map((name): [string, number] => [name, grid.columns.get(name) ?? 0]).toSorted(([, a], [, b]) => a - b);
	const width = Math.max(...columns.map(([, column]) => column), ...used) + 1;
	if (width > JOURNAL_COLUMNS - NOTE_COLUMNS) {
		const what = `The tab ${grid.tab.title} has more than ${JOURNAL_COLUMNS - NOTE_COLUMNS} columns up to the last of the ledger's`;
		throw new AutopilotError('SHEET_FULL', `${what}: move or delete columns to the left of it`, { table: grid.table });
	}
	const row = 1 + lines.length;
	lines.push({ write: null, note: { kind: 'tab', table: grid.table, at, columns } });
	const from = { sheetId: grid.tab.sheetId, row: 0, rows: 1, column: 0, columns: width };
	return copyBlock(from, { sheetId: journal, row, column: NOTE_COLUMNS });
}

const rowNote = (table: TableName, write: Write): Note => ({
	kind: 'row',
	table,
	key: write.key,
	row: write.row ?? 0,
	cells: columnsFor(write).map((column) => {
		const cell = write.cells.get(column);
		return [column, write.was.get(column) ?? null, cell === undefined ? null : print(cell)];
	}),
	...(write.mends ? { mends: [...write.mends] } : {}),
	...(write.isDrop ? { isDrop: true } : {}),
});

function newNotes({ table, columns }: Grid, writes: readonly Write[]): Note[] {
	const ours = columnsOf(table)
		.map(({ name }) => columns.get(name) ?? 0)
		.toSorted((a, b) => a - b);
	const added = writes.map(({ key, cells, mends = [] }) => {
		const row: [string, string] = [key, printAll(ours.map((column) => cells.get(column)))];
		return { row, mends };
	});
	return chunkBySize(added, NEW_ROWS_PER_NOTE, CHARACTERS_PER_NOTE).map((part) => {
		const mends = part.flatMap((one) => one.mends);
		return { kind: 'new', table, rows: part.map(({ row }) => row), ...(mends.length > 0 ? { mends } : {}) };
	});
}

/** The line of a new row, from column A on; columns that are not ours stay empty. */
const lineOf = ({ cells }: Write): SheetCell[] =>
	Array.from({ length: Math.max(...cells.keys()) + 1 }, (_, column) => cells.get(column) ?? null);

/** Neighbouring rows of which the same columns are written: a few requests for hundreds of rows. */
function blocksOf(writes: readonly Write[]): Write[][] {
	const blocks: Write[][] = [];
	const shape = (write: Write): string => `${[...write.cells.keys()].join()}/${columnsFor(write).join()}`;
	for (const write of writes) {
		const last = blocks.at(-1)?.at(-1);
		if (last && (last.row ?? 0) + 1 === write.row && shape(last) === shape(write)) blocks.at(-1)?.push(write);
		else blocks.push([write]);
	}
	return blocks;
}

/** Copies the keys of neighbouring rows and then the cells that are about to be set, or must not have changed. */
function copyRows(grid: Grid, block: readonly Write[], to: { readonly sheetId: number; readonly row: number }): Request[] {
	const [first] = block;
	if (!first) return [];
	const from = { sheetId: grid.tab.sheetId, row: first.row ?? 0, rows: block.length };
	const key = grid.columns.get(keyColumn(grid.table)) ?? 0;
	let next = NOTE_COLUMNS + 1;
	return [
		copyBlock({ ...from, column: key, columns: 1 }, { ...to, column: NOTE_COLUMNS }),
		...runsOf(columnsFor(first)).map(({ first: column, length }) => {
			const copy = copyBlock({ ...from, column, columns: length }, { ...to, column: next });
			next += length;
			return copy;
		}),
	];
}

/** Sets the cells of neighbouring rows and leaves those between them alone. */
function setRows({ tab }: Grid, block: readonly Write[]): Request[] {
	const [first] = block;
	if (!first) return [];
	return runsOf(first.cells.keys()).map(({ first: column, length }) =>
		setBlock(
			{ sheetId: tab.sheetId, row: first.row ?? 0, column },
			block.map(({ cells }) => Array.from({ length }, (_, at) => cells.get(column + at))),
		),
	);
}

/** Takes rows out, from the bottom up, so that those above stay where they are. */
const dropRows = ({ tab: { sheetId } }: Grid, writes: readonly Write[]): Request[] =>
	runsOf(writes.flatMap(({ row, isDrop }) => (isDrop && row !== null ? [row] : [])))
		.toReversed()
		.map(({ first, length }) => deleteRows(sheetId, first, length));
