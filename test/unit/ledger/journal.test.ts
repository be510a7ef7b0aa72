import type { SheetCell } from '../../../clients/googleSheets/client';
import { damagesOf } from '../../../ledger/sheets/damage';
import { forgetNotes, headsOf, takeTurn } from '../../../ledger/sheets/heads';
import { type NewNote, type Note, readJournal } from '../../../ledger/sheets/journal';
import { isAsRead, print, printAll } from '../../../ledger/sheets/print';
import { restore } from '../../../ledger/sheets/restore';
import { stripeOf } from '../../../ledger/sheets/stripes';

const AT = '2026-11-20T03:00:00.000Z';
const HEADER = ['key', 'value', 'note'];
const line = (nonce: string, note: Note, ...copied: SheetCell[]): SheetCell[] => [nonce, JSON.stringify(note), ...copied];
const columns: Note = {
	kind: 'tab',
	table: 'settings',
	at: AT,
	columns: [
		['key', 0],
		['value', 1],
		['note', 2],
	],
};
const write = (key: string, was: string | null, now: SheetCell, mends?: string[]): Note => ({
	kind: 'row',
	table: 'settings',
	key,
	row: 1,
	cells: [[1, was, print(now)]],
	...(mends ? { mends } : {}),
});
const added = (key: string, ...cells: SheetCell[]): NewNote => ({
	kind: 'new',
	table: 'settings',
	rows: [[key, printAll(cells)]],
});
/** A journal as it stands in its tab, from its lines, the oldest first. */
const journal = (...lines: SheetCell[][]) => readJournal([['batch'], ...lines.toReversed()]);
/** One batch that wrote `now` into B2 while A2 held `hit` and B2 held `base`. */
const batch = (nonce: string, header: SheetCell[], note: Note, hit: SheetCell, base: SheetCell): SheetCell[][] => [
	line(nonce, note, hit, base),
	line(nonce, columns, ...header),
];
const seen = (rows: SheetCell[][], ...lines: SheetCell[][]) => restore(rows, 'settings', damagesOf(journal(...lines)));

describe('what a cell held, in few characters', () => {
	const LONG = 'x'.repeat(40_000);

	it('is the same for the same, and short', () => {
		const pairs: [SheetCell | undefined, SheetCell | undefined][] = [
			[undefined, ''],
			[null, ''],
			[0, 0],
			['0', '0'],
			[LONG, 'x'.repeat(40_000)],
		];
		for (const [a, b] of pairs) expect(print(a)).toBe(print(b));
		expect(print(LONG).length).toBeLessThan(40);
	});

	it('is another for anything else', () => {
		const all = [0, '0', '', true, 'true', 'TRUE', `${LONG}1`, `${LONG}2`, LONG].map(print);
		expect(new Set(all).size).toBe(all.length);
	});

	it('takes a copied date, which is a number, for the date that was read, and no other number for a text', () => {
		expect(isAsRead(print('2026/11/20'), 46_346)).toBe(true);
		expect(isAsRead(print('abc'), 46_346)).toBe(false);
	});
});

describe('whether a batch counts', () => {
	const counts = (...lines: SheetCell[][]): boolean | undefined => journal(...lines).at(-1)?.counts;

	it('does when columns, key and cell were what its writer had read', () => {
		expect(counts(...batch('a', HEADER, write('K', print('old'), 'new'), 'K', 'old'))).toBe(true);
	});

	it.each<[string, SheetCell[], SheetCell, SheetCell]>([
		['another row was there', HEADER, 'L', 'old'],
		['the row was blank', HEADER, '', 'old'],
		['somebody had typed into the cell', HEADER, 'K', 'typed'],
		['columns were moved', ['key', 'note', 'value'], 'K', 'old'],
		['a column was put before them', ['memo', 'key', 'value'], 'K', 'old'],
	])('does not when %s', (_what, header, hit, base) => {
		expect(counts(...batch('a', header, write('K', print('old'), 'new'), hit, base))).toBe(false);
	});

	it('does whatever stood in a cell that its writer did not go by', () => {
		expect(counts(...batch('a', HEADER, write('K', null, 'new'), 'K', 'typed'))).toBe(true);
	});

	it('does as a whole or not at all', () => {
		const good = line('a', write('M', null, 1), 'M', 0);
		expect(counts(good, ...batch('a', HEADER, write('K', print('old'), 'new'), 'L', 'old'))).toBe(false);
	});

	it('says which cell of the journal was edited', () => {
		expect(() => journal(['a', 'hello'])).toThrow('_journal!B2');
	});
});

describe('seeing through what a void batch did', () => {
	const stray = batch('a', HEADER, write('K', print('old'), 'new'), 'L', 'of L');

	it('gives the row that was hit its cell back, wherever it stands by now', () => {
		const rows = [HEADER, ['K', 'old', ''], ['L', 'new', 'n']];
		expect(seen(rows, ...stray)).toEqual({
			rows: [HEADER, ['K', 'old', ''], ['L', 'of L', 'n']],
			repairs: [{ mends: ['a.1'], at: AT, row: 2, isLost: false, cells: new Map([[1, 'of L']]) }],
		});
		const moved = [
			['note', 'value', 'key'],
			['n', 'new', 'L'],
		];
		expect(seen(moved, ...stray).rows[1]).toEqual(['n', 'of L', 'L']);
	});

	it('leaves what somebody has typed since', () => {
		const rows = [HEADER, ['L', 'typed', '']];
		expect(seen(rows, ...stray)).toEqual({ rows, repairs: [] });
	});

	it('goes back through several, one after the other', () => {
		const second = batch('b', HEADER, write('M', print('x'), 'newer'), 'L', 'new');
		expect(seen([HEADER, ['L', 'newer', '']], ...stray, ...second).rows[1]).toEqual(['L', 'of L', '']);
	});

	it('is over once it was put right, or the cell was written anew', () => {
		const rows = [HEADER, ['L', 'new', '']];
		const mended = batch('b', HEADER, write('L', print('new'), 'of L', ['a.1']), 'L', 'new');
		expect(seen(rows, ...stray, ...mended).repairs).toEqual([]);
		const anew = batch('b', HEADER, write('L', null, 'new'), 'L', 'new');
		expect(seen(rows, ...stray, ...anew)).toEqual({ rows, repairs: [] });
	});

	it('is not over when putting it right missed too', () => {
		const missed = batch('b', HEADER, write('L', print('new'), 'of L', ['a.1']), 'M', 'of M');
		const rows = [HEADER, ['L', 'new', ''], ['M', 'of L', '']];
		expect(seen(rows, ...stray, ...missed).rows).toEqual([HEADER, ['L', 'of L', ''], ['M', 'of M', '']]);
	});

	it('does not take the mending of one blank row for that of another', () => {
		const at = (row: number, note: Note): Note => ({ ...note, row }) as Note;
		const first = batch('a', HEADER, at(2, write('K', print('old'), 'new')), '', '');
		const second = batch('b', HEADER, at(3, write('M', print('x'), 'newer')), '', '');
		const mended = batch('c', HEADER, at(2, write('', print('new'), '', ['a.1'])), '', 'new');
		const rows = [HEADER, ['K', 'old', ''], ['', '', ''], ['', 'newer', '']];
		expect(seen(rows, ...first, ...second, ...mended).rows[3]).toEqual(['', '', '']);
	});

	it('takes a blank row that was hit for no row that has a key, wherever it is by now', () => {
		const blank = batch('a', HEADER, write('K', print('old'), 'new'), '', '');
		const rows = [HEADER, ['K', 'new', ''], ['L', 'new', '']];
		expect(seen(rows, ...blank)).toEqual({ rows, repairs: [] });
		expect(seen([...rows, ['', 'new', '']], ...blank).rows[3]).toEqual(['', '', '']);
	});

	it('clears a blank row that was hit, though somebody has typed beside it since', () => {
		const both: Note = {
			...write('K', null, 'new'),
			cells: [
				[1, null, print('new')],
				[2, null, print('n')],
			],
		} as Note;
		const blank = [line('a', both, '', '', ''), line('a', columns, ...HEADER)];
		expect(seen([HEADER, ['', 'new', 'typed']], ...blank).rows[1]).toEqual(['', '', 'typed']);
	});

	const emptied = (nonce: string, ...cells: SheetCell[]): SheetCell[][] => {
		const note = { ...write('G', '', ''), cells: [0, 1, 2].map((column) => [column, print(`g${column}`), '']), mends: ['x.0.0'] };
		return [line(nonce, note as Note, cells[0] ?? '', ...cells), line(nonce, columns, ...HEADER)];
	};

	it('gives back a row that was emptied by chance, also where it is out of sight, and not where somebody has put it back', () => {
		const lost = emptied('a', 'L', 'v', 'n');
		expect(seen([HEADER, ['', '', ''], ['K', 'old', '']], ...lost).rows).toEqual([HEADER, ['L', 'v', 'n'], ['K', 'old', '']]);
		expect(seen([HEADER, ['K', 'old', '']], ...lost)).toMatchObject({
			rows: [HEADER, ['K', 'old', ''], ['L', 'v', 'n']],
			repairs: [{ row: 2, isLost: true, mends: ['a.1'] }],
		});
		const rows = [HEADER, ['K', 'old', ''], ['L', 'w', '']];
		expect(seen(rows, ...lost)).toEqual({ rows, repairs: [] });
	});

	it('gives it back where its owner has something beside it', () => {
		const header = [...HEADER, 'memo'];
		const rows = [header, ['K', 'old', ''], [], ['', '', '', 'of L']];
		expect(seen(rows, ...emptied('a', 'L', 'v', 'n')).rows[3]).toEqual(['L', 'v', 'n', 'of L']);
	});

	it('tells a row from one of the same key that a void batch added, whichever of them was hit', () => {
		const ghost = [line('a', write('M', null, 1), 'L', 0), line('a', added('K', 'K', 1, 'n')), line('a', columns, ...HEADER)];
		const stray = batch('b', HEADER, write('M', print('x'), 'newer'), 'K', 1);
		const rows = [HEADER, ['K', 2, 'n'], ['K', 'newer', 'n']];
		expect(seen(rows, ...ghost, ...stray).rows).toEqual([HEADER, ['K', 2, 'n'], ['', '', '']]);
		const other = batch('b', HEADER, write('M', print('x'), 'newer'), 'K', 2);
		const real = [HEADER, ['K', 1, 'n'], ['K', 'newer', 'n']];
		expect(seen(real, ...ghost, ...other).rows).toEqual([HEADER, ['', '', ''], ['K', 2, 'n']]);
	});

	it('is not over for a row when one of the same key was taken out that a void batch had added', () => {
		const ghost = [line('a', write('M', null, 1), 'L', 0), line('a', added('K', 'K', 1, 'n')), line('a', columns, ...HEADER)];
		const stray = batch('b', HEADER, write('M', print('x'), 'newer'), 'K', 2);
		const hidden = {
			...write('K', '', ''),
			cells: [
				[0, print('K'), ''],
				[1, print(1), ''],
				[2, print('n'), ''],
			],
			mends: ['a.1.0'],
		};
		const mended = [line('c', hidden as Note, 'K', 'K', 1, 'n'), line('c', columns, ...HEADER)];
		const rows = [HEADER, ['K', 'newer', 'n'], ['', '', '']];
		expect(seen(rows, ...ghost, ...stray, ...mended).rows[1]).toEqual(['K', 2, 'n']);
	});

	it('finds a row whose key is unknown by what was written', () => {
		const other = batch('a', ['value', 'key', 'note'], write('K', print('old'), 'new'), 'v', 'L');
		const rows = [
			['value', 'key', 'note'],
			['v', 'new', 'n'],
			['w', 'M', ''],
		];
		expect(seen(rows, ...other).rows[1]).toEqual(['v', 'L', 'n']);
	});

	it('hides a row that was added, also one whose cells came under other names, and no other of its key', () => {
		const ghost = (header: SheetCell[]) => [line('a', added('K', 'K', 1, 'n')), line('a', columns, ...header)];
		const bad = [line('a', write('M', null, 1), 'L', 0)];
		const rows = [HEADER, ['K', 2, 'n'], ['K', 1, 'n']];
		expect(seen(rows, ...ghost(HEADER), ...bad).rows).toEqual([HEADER, ['K', 2, 'n'], ['', '', '']]);
		const swapped = ['value', 'key', 'note'];
		expect(seen([swapped, ['K', 1, 'n']], ...ghost(swapped)).rows).toEqual([swapped, ['', '', '']]);
	});
});

describe('seeing rows that a void batch took out', () => {
	const drop: Note = {
		kind: 'row',
		table: 'settings',
		key: '',
		row: 1,
		cells: [0, 1, 2, 3].map((column): [number, string, null] => [column, '', null]),
		isDrop: true,
	};
	const header = [...HEADER, 'memo'];
	const taken = (...cells: SheetCell[]): SheetCell[][] => [
		line('a', drop, cells[0] ?? '', ...cells),
		line('a', columns, ...header),
	];

	it('takes nothing for lost that was empty', () => {
		const rows = [header, ['L', 'x', '']];
		expect(seen(rows, ...taken('', '', '', ''))).toEqual({ rows, repairs: [] });
	});

	it('shows them below the others, wherever columns stand by now, with what their owner wrote beside them', () => {
		const lost = taken('K', 'v', '', 'mine');
		const cells = new Map<number, SheetCell>([
			[0, 'K'],
			[1, 'v'],
			[3, 'mine'],
		]);
		expect(seen([header, ['L', 'x']], ...lost)).toEqual({
			rows: [header, ['L', 'x'], ['K', 'v', '', 'mine']],
			repairs: [{ mends: ['a.1'], at: AT, row: 2, isLost: true, cells }],
		});
		// He took the column of his own out since.
		expect(
			seen(
				[
					['value', 'note', 'key'],
					['x', '', 'L'],
				],
				...lost,
			).rows[2],
		).toEqual(['v', '', 'K']);
	});

	it('does not show them twice when they were put back, by the ledger or by hand', () => {
		const rows = [header, ['K', 'v', '', 'mine']];
		const back = line('b', { ...added('K', 'K', 'v', ''), mends: ['a.1'] });
		expect(seen([header], ...taken('K', 'v', '', 'mine'), back, line('b', columns, ...header)).repairs).toEqual([]);
		expect(seen(rows, ...taken('K', 'v', '', 'mine'))).toEqual({ rows, repairs: [] });
	});

	it('gives them back what an earlier void batch had written over', () => {
		const stray = batch('0', HEADER, write('M', print('x'), 'wrong'), 'K', 'right');
		expect(seen([header], ...stray, ...taken('K', 'wrong', '', '')).rows[1]).toEqual(['K', 'right']);
	});
});

describe('turns', () => {
	const id = (head: string, salt = 0): unknown =>
		takeTurn({ stripe: 'settings/1', sheetId: 5, head, salt }, AT).createDeveloperMetadata?.developerMetadata?.metadataId;

	it('are the same for all who follow the same head, and others after it', () => {
		expect(id('a')).toBe(id('a'));
		expect(new Set([id('a'), id('b'), id(''), id('a', 1)]).size).toBe(4);
	});

	it('are known from the newest line of a lock, and from what is said of lines that were taken out', () => {
		const cut = (nonce: string, heads: [string, string][]) => line(nonce, { kind: 'cut', at: AT, heads });
		const stripe = stripeOf('settings', 'K');
		const batches = journal(
			cut('c', [
				[stripe, 'older'],
				['run_log/1', 'x'],
			]),
			cut('d', [['run_log/1', 'y']]),
			...batch('a', HEADER, write('K', null, 1), 'L', 0),
			...batch('b', HEADER, write('K', null, 2), 'K', 0),
		);
		expect([...headsOf(batches)]).toEqual([
			[stripe, 'b'],
			['run_log/1', 'y'],
		]);
	});

	it('are forgotten when no request can be under way any more, and notes of others never', () => {
		const [recent] = [takeTurn({ stripe: 's', sheetId: 5, head: '', salt: 0 }, AT)];
		const key = recent.createDeveloperMetadata?.developerMetadata?.metadataKey ?? '';
		expect(forgetNotes([key, 'c1', 'autopilot.tab', 'owner'], AT)).toEqual([
			{ deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataKey: 'c1' } } } },
		]);
	});
});
