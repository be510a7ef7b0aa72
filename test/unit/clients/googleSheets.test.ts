import type { AxiosAdapter } from 'axios';
import fc from 'fast-check';
import { columnLetters, rowRange, tabRange } from '../../../clients/googleSheets/a1';
import { sum } from 'simple-statistics';
import { createTurns } from '../../../clients/googleSheets/quota';
import { createGoogleSheetsClient, type GoogleSheetsClient } from '../../../clients/googleSheets/client';

interface Call {
	readonly method: string;
	readonly path: string;
	readonly query: string[];
	readonly body: unknown;
}

/** How long Google takes to say that it is away. */
const FAILING_MS = 10_000;

function google(answer: (call: Call) => { status?: number; data: unknown } | Error): {
	sheets: GoogleSheetsClient;
	calls: Call[];
	waits: number[];
	/** Milliseconds since the beginning; a call that fails takes ten seconds. */
	spent: () => number;
} {
	const calls: Call[] = [];
	const waits: number[] = [];
	let now = 0;
	const adapter: AxiosAdapter = async (config) => {
		const url = new URL(`${config.baseURL}${config.url}`);
		const call = {
			method: (config.method ?? '').toUpperCase(),
			path: decodeURIComponent(url.pathname),
			query: [...url.searchParams].map(([name, value]) => `${name}=${value}`),
			body: typeof config.data === 'string' ? (JSON.parse(config.data) as unknown) : undefined,
		};
		calls.push(call);
		const result = answer(call);
		if (result instanceof Error) throw result;
		if (result.status === 503) now += FAILING_MS;
		return { status: result.status ?? 200, statusText: '', headers: {}, data: JSON.stringify(result.data), config };
	};
	const sheets = createGoogleSheetsClient({
		spreadsheetId: 'sheet-1',
		rootUrl: 'http://google.example:8080/',
		adapter,
		sleep: async (ms) => {
			waits.push(ms);
			now += ms;
		},
		random: () => 0.5,
		clockMs: () => now,
	});
	return { sheets, calls, waits, spent: () => now };
}

const QUOTA = { error: { code: 429, message: "Quota exceeded for quota metric 'Read requests'", status: 'RESOURCE_EXHAUSTED' } };

describe('A1 notation', () => {
	it.each([
		[0, 'A'],
		[25, 'Z'],
		[26, 'AA'],
		[51, 'AZ'],
		[701, 'ZZ'],
		[702, 'AAA'],
	])('names column %i %s', (index, letters) => {
		expect(columnLetters(index)).toBe(letters);
	});

	it('quotes names of tabs', () => {
		expect(tabRange("Bob's 表")).toBe("'Bob''s 表'");
		expect(rowRange('t', 5, 7)).toBe("'t'!5:7");
	});
});

const answer = (...tabs: [sheetId: number, range: string, values?: unknown[][]][]) => ({
	valueRanges: tabs.map(([sheetId, range, values]) => ({
		valueRange: { range, ...(values ? { values } : {}) },
		dataFilters: [{ gridRange: { sheetId } }],
	})),
});

describe('Google Sheets client', () => {
	it('reads tabs by their ids in one call, numbers as numbers, whatever they are called', async () => {
		const { sheets, calls } = google(() => ({ data: answer([7, "'Bob''s!'!A1:B2"], [5, 'a!A1:Z9', [['x', 1.5, true]]]) }));
		expect(await sheets.read([{ sheetId: 5 }, { sheetId: 7 }])).toEqual([
			{ sheetId: 5, title: 'a', rows: [['x', 1.5, true]] },
			{ sheetId: 7, title: "Bob's!", rows: [] },
		]);
		expect(calls).toMatchObject([
			{
				method: 'POST',
				path: '/v4/spreadsheets/sheet-1/values:batchGetByDataFilter',
				body: {
					dataFilters: [{ gridRange: { sheetId: 5 } }, { gridRange: { sheetId: 7 } }],
					valueRenderOption: 'UNFORMATTED_VALUE',
					dateTimeRenderOption: 'FORMATTED_STRING',
				},
			},
		]);
	});

	it('changes and shows what it left, rows by their numbers', async () => {
		const data = {
			updatedSpreadsheet: {
				sheets: [
					{
						properties: { sheetId: 5 },
						data: [
							{ rowData: [{ values: [{ effectiveValue: { stringValue: 'head' } }, {}] }] },
							{
								startRow: 8,
								rowData: [{ values: [{}, { effectiveValue: { numberValue: 2 } }, { effectiveValue: { boolValue: false } }] }],
							},
						],
					},
				],
			},
		};
		const { sheets, calls } = google(() => ({ data }));
		const tab = { sheetId: 5, title: 't' };
		const shown = await sheets.change([{ addSheet: {} }], { show: [{ tab, rows: [9, 0, 8] }] });
		expect([...(shown.get(5) ?? [])]).toEqual([
			[0, ['head', '']],
			[8, ['', 2, false]],
		]);
		expect(calls[0]?.body).toEqual({
			requests: [{ addSheet: {} }],
			includeSpreadsheetInResponse: true,
			responseIncludeGridData: true,
			responseRanges: ["'t'!1:1", "'t'!9:10"],
		});
	});

	it('is patient with the quota of a minute and then says so', async () => {
		let failures = 3;
		const later = google(() => (failures-- > 0 ? { status: 429, data: QUOTA } : { data: answer([1, 'a!A1']) }));
		await later.sheets.read([{ sheetId: 1 }]);
		expect(later.calls).toHaveLength(4);
		const never = google(() => ({ status: 429, data: QUOTA }));
		await expect(never.sheets.change([{ addSheet: {} }])).rejects.toMatchObject({
			code: 'API_RATE_LIMITED',
			message: expect.stringContaining('Quota exceeded') as string,
		});
		const waited = never.waits.reduce((sum, ms) => sum + ms, 0);
		expect(waited).toBeGreaterThan(30_000);
		expect(waited).toBeLessThanOrEqual(70_000);
	});

	it('keeps within sixty calls of a kind in a minute by itself, repeated ones included', async () => {
		let refused = 0;
		const { sheets, waits } = google(({ path }) => {
			if (refused-- > 0) return { status: 503, data: {} };
			return { data: path.endsWith(':batchUpdate') ? {} : answer([1, 'a!A1']) };
		});
		for (let call = 0; call < 58; call++) await sheets.read([{ sheetId: 1 }]);
		refused = 1;
		await sheets.read([{ sheetId: 1 }]);
		expect(waits).toEqual([1_000]);
		await sheets.change([{ addSheet: {} }]);
		expect(waits).toEqual([1_000]);
		await sheets.read([{ sheetId: 1 }]);
		// A minute and a second after the first; the one that failed took ten, and its repetition waited one.
		expect(waits).toEqual([1_000, 50_000]);
	});

	it('gives up within a minute and a try when Google is away, and then tries each call once until one gets through', async () => {
		let away = true;
		const { sheets, calls, spent } = google(() => (away ? { status: 503, data: {} } : { data: answer([1, 'a!A1']) }));
		const unreachable = { code: 'API_UNREACHABLE', retryable: true };
		await expect(sheets.read([{ sheetId: 1 }])).rejects.toMatchObject(unreachable);
		expect(calls.length).toBeGreaterThan(4);
		expect(spent()).toBeLessThanOrEqual(60_000 + 10_000);
		const before = { calls: calls.length, spent: spent() };
		await expect(sheets.change([{ addSheet: {} }], { repeatable: true })).rejects.toMatchObject(unreachable);
		await expect(sheets.tabs()).rejects.toMatchObject(unreachable);
		expect(calls.length - before.calls).toBe(2);
		expect(spent() - before.spent).toBe(2 * 10_000);
		away = false;
		await sheets.read([{ sheetId: 1 }]);
		away = true;
		await expect(sheets.read([{ sheetId: 1 }])).rejects.toMatchObject(unreachable);
		expect(calls.length - before.calls).toBeGreaterThan(2 + 1 + 4);
	});

	it('is not patient anew with changes that fail because reads get through', async () => {
		const { sheets, calls } = google(({ path }) =>
			path.endsWith(':batchUpdate') ? { status: 503, data: {} } : { data: answer([1, 'a!A1']) },
		);
		const change = async (): Promise<unknown> => await sheets.change([{ addSheet: {} }], { repeatable: true });
		await expect(change()).rejects.toMatchObject({ code: 'API_UNREACHABLE' });
		await sheets.read([{ sheetId: 1 }]);
		const before = calls.length;
		await expect(change()).rejects.toMatchObject({ code: 'API_UNREACHABLE' });
		expect(calls.length - before).toBe(1);
	});

	it('repeats reads after a broken connection, and only those changes that may be repeated', async () => {
		let broken = true;
		const reply = (): { data: unknown } | Error => {
			if (broken) {
				broken = false;
				return Object.assign(new Error('reset'), { code: 'ECONNRESET' });
			}
			return { data: answer([1, 'a!A1']) };
		};
		const reading = google(reply);
		await reading.sheets.read([{ sheetId: 1 }]);
		expect(reading.calls).toHaveLength(2);
		broken = true;
		const repeatable = google(reply);
		await repeatable.sheets.change([{ addSheet: {} }], { repeatable: true });
		expect(repeatable.calls).toHaveLength(2);
		broken = true;
		const once = google(reply);
		await expect(once.sheets.change([{ addSheet: {} }])).rejects.toMatchObject({ code: 'API_UNREACHABLE' });
		expect(once.calls).toHaveLength(1);
	});

	it('names the field of an answer in an unknown shape', async () => {
		const { sheets } = google(() => ({ data: { sheets: [{ properties: { title: 5 } }] } }));
		await expect(sheets.tabs()).rejects.toMatchObject({
			code: 'API_RESPONSE_INVALID',
			message: expect.stringContaining('sheets.0.properties.title') as string,
		});
		const reading = google(() => ({ data: answer([1, 'a!A1', ['no row' as unknown as unknown[]]]) }));
		await expect(reading.sheets.read([{ sheetId: 1 }])).rejects.toMatchObject({ code: 'API_RESPONSE_INVALID' });
	});
});

describe('the quota of a minute', () => {
	it('is never exceeded, wherever the minute begins, and is used as far as it goes', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 100 }), fc.array(fc.nat(2_000), { minLength: 1, maxLength: 400 }), (rate, gaps) => {
				let now = 0;
				const turns = createTurns(rate, () => now);
				const sent = gaps.map((gap) => {
					now += gap;
					now += turns.take(Infinity) ?? NaN;
					return now;
				});
				for (const [index, time] of sent.entries()) {
					expect(sent.slice(index).filter((other) => other < time + 60_000).length).toBeLessThanOrEqual(rate);
				}
				const burst = gaps.map((gap, index) => (index < rate ? gap : 0));
				expect(sent.slice(0, rate)).toEqual(burst.slice(0, rate).map((_, index) => sum(burst.slice(0, index + 1))));
			}),
		);
	});

	it('is not waited for longer than somebody is ready to', () => {
		const turns = createTurns(2, () => 0);
		expect([
			turns.take(100),
			turns.take(100),
			turns.take(100),
			turns.take(61_000),
			turns.take(61_000),
			turns.take(61_000),
		]).toEqual([0, 0, null, 61_000, 61_000, null]);
	});
});
