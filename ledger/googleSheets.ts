import type { GoogleSheetsClient } from '../clients/googleSheets/client';
import { isAutopilotError } from '../core/errors';
import { DEFAULT_SETTINGS } from '../core/settings';
import { chunk } from './chunk';
import type { Change, Conditions, Ledger, TableName, Tables } from './ledger';
import { decodeRow, distinctKeys, encodeRow, encodeWhere, keyOf, meets, missingTable } from './rows';
import { Book, type KnownJournal, type Page } from './sheets/book';
import { decodeGrid } from './sheets/decode';
import { setUpTabs } from './sheets/setUp';
import { checkCopies, checkRefusal } from './sheets/selfCheck';
import { createShelf } from './sheets/shelf';
import { isRefused } from './sheets/errors';
import { commit, type Intent, type Outcome, type Ports } from './sheets/commit';
import { together } from './sheets/together';
import { tidyUp } from './sheets/tidyUp';
import type { Step } from './together';

/** Some megabytes at most: Google recommends no more for a request. */
const ROWS_PER_BATCH = 1_000;

export interface GoogleSheetsLedgerOptions extends Ports {
	readonly sheets: GoogleSheetsClient;
	/** The e-mail address the spreadsheet has to be shared with, where it is known: that of a service account. */
	readonly account?: string;
	/** For several ledgers of one spreadsheet: what is known of it stays known. */
	readonly journal?: KnownJournal;
}

/**
 * The ledger in a Google spreadsheet: a tab for each table, a header in row 1. People may rename tabs, reorder columns and rows,
 * add their own, and edit cells, also while it is being written: see `sheets/commit.ts`.
 */
export function createGoogleSheetsLedger(options: GoogleSheetsLedgerOptions): Ledger {
	const book = new Book(options.sheets, options.account ?? null, options.journal);
	const shelf = createShelf(options.now);
	/** Operations of one ledger that write go one after the other: they would only queue for the same rows. */
	let lane: Promise<unknown> = Promise.resolve();
	const inLane = async <R>(work: () => Promise<R>): Promise<R> => {
		const done = lane.then(work);
		lane = done.catch(() => undefined);
		return await done;
	};

	const read = async (tables: readonly TableName[], next: readonly TableName[] = []): Promise<Page> => {
		const page = await book.read([...new Set([...tables, ...shelf.missing(next)])]);
		shelf.put(page);
		return page;
	};

	const gridOf = (page: Page, table: TableName) => {
		const grid = page.grids.get(table);
		if (!grid) throw missingTable(table);
		return grid;
	};

	const write = async (intents: readonly Intent[]): Promise<Outcome[]> =>
		await inLane(async () => {
			const outcomes: Outcome[] = [];
			for (const part of chunk(intents, ROWS_PER_BATCH)) {
				const known = shelf.take([...new Set(part.map(({ table }) => table))]);
				const done = await commit(book, options, part, { known }).catch(async (error: unknown) => {
					// Google refuses a batch too when a tab is full of notes; those that are old can go.
					if (isRefused(error) || (isAutopilotError(error) && error.code === 'LEDGER_CONFLICT'))
						await tidyUp(book, options, shelf);
					throw error;
				});
				outcomes.push(...done.outcomes);
				if (done.page) shelf.put(done.page);
			}
			if (intents.length > 0) await tidyUp(book, options, shelf);
			return outcomes;
		});

	const insert = async <T extends TableName>(table: T, values: readonly Tables[T][]): Promise<string[]> => {
		const rows = new Map<string, Intent>();
		for (const value of values) {
			const key = keyOf(table, value);
			const intent = insertionOf(table, key, value);
			if (!rows.has(key)) rows.set(key, intent);
		}
		const intents = [...rows.values()];
		const outcomes = await write(intents);
		return intents.filter((_, index) => outcomes[index] === 'written').map(({ key }) => key);
	};

	return {
		kind: 'googleSheets',
		setUp: async () => {
			const created = await inLane(async () => {
				await checkRefusal(book);
				await checkCopies(book, options);
				return await setUpTabs(book);
			});
			shelf.clear();
			return { ...created, createdSettings: await insert('settings', DEFAULT_SETTINGS) };
		},
		read: async (table, where) => decodeGrid(table, gridOf(await read([table]), table), where),
		readAll: async <const N extends readonly TableName[]>(
			tables: N,
			conditions: Conditions<N[number]> = {},
			next?: readonly TableName[],
		) => {
			const page = await read(tables, next);
			const rowsOf = (table: N[number]): Tables[N[number]][] => {
				const wanted = conditions[table];
				if (!wanted) return decodeGrid(table, gridOf(page, table));
				const found = wanted.flatMap((where) => decodeGrid(table, gridOf(page, table), where));
				return [...new Map(found.map((value) => [keyOf(table, value), value])).values()];
			};
			const contents = tables.map((table: N[number]) => [table, rowsOf(table)] as const);
			// One entry per table, each read with its own type.
			return Object.fromEntries(contents) as { [T in N[number]]: Tables[T][] };
		},
		insert,
		upsert: async (table, values) => {
			const rows = new Map(values.map((value) => [keyOf(table, value), settingOf(table, keyOf(table, value), value)]));
			await write([...rows.values()]);
		},
		update: async (table, patches) => {
			const rows = patches.map(({ key, values }) => [key, encodeRow(table, key, values)] as const);
			await write(rows.map(([key, cells]): Intent => ({ table, key, goesBy: [], decide: (row) => (row ? cells : null) })));
		},
		transition: async (table, key, expected, values) => {
			const [outcome] = await write([transitionOf(table, { key, expected, values })]);
			return outcome === 'written';
		},
		transitionAll: async (table, changes) => {
			const intents = distinctKeys(table, changes).map((change) => transitionOf(table, change));
			return (await write(intents)).map((outcome) => outcome === 'written');
		},
		writeAtOnce: async (steps) => {
			const befores = steps.map(({ after = [] }) => after.map((step) => steps.indexOf(step)));
			const { intents, results } = together(steps.map(intentsOf), befores);
			await write(intents);
			return results();
		},
	};
}

/** What a step wants with each of its rows. */
function intentsOf<T extends TableName>(step: Step<T>): Intent[] {
	const { table } = step;
	if ('changes' in step) return distinctKeys(table, step.changes).map((change) => transitionOf(table, change));
	if ('insert' in step) return step.insert.map((value) => insertionOf(table, keyOf(table, value), value));
	return step.upsert.map((value) => settingOf(table, keyOf(table, value), value));
}

/** Adds a row, or sets the one that is there. */
function settingOf<T extends TableName>(table: T, key: string, value: Tables[T]): Intent {
	const cells = encodeRow(table, key, value);
	return { table, key, goesBy: [], decide: () => cells };
}

function insertionOf<T extends TableName>(table: T, key: string, value: Tables[T]): Intent {
	const cells = encodeRow(table, key, value);
	return { table, key, goesBy: [], decide: (row) => (row ? null : cells) };
}

function transitionOf<T extends TableName>(table: T, { key, expected, values }: Change<T>): Intent {
	const condition = encodeWhere(table, expected);
	const cells = encodeRow(table, key, values);
	const decide: Intent['decide'] = (row, placeOf) =>
		row && meets(table, decodeRow(table, row, placeOf), condition) ? cells : null;
	return { table, key, decide, goesBy: Object.keys(condition) };
}
