import type { AxiosAdapter } from 'axios';
import fc from 'fast-check';
import { cellRange, columnLetters, startOf, tabRange } from '../../../clients/googleSheets/a1';
import { createGoogleSheetsClient, type GoogleSheetsClient } from '../../../clients/googleSheets/client';

interface Call {
	readonly method: string;
	readonly path: string;
	readonly query: string[];
	readonly body: unknown;
}

function google(answer: (call: Call) => { status?: number; data: unknown } | Error): {
	sheets: GoogleSheetsClient;
	calls: Call[];
	waits: number[];
} {
	const calls: Call[] = [];
	const waits: number[] = [];
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
		return { status: result.status ?? 200, statusText: '', headers: {}, data: JSON.stringify(result.data), config };
	};
	const sheets = createGoogleSheetsClient({
		spreadsheetId: 'sheet-1',
		rootUrl: 'http://google.example:8080/',
		adapter,
		sleep: async (ms) => {
			waits.push(ms);
		},
		random: () => 0.5,
	});
	return { sheets, calls, waits };
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

	it('finds the start of what it names', () => {
		fc.assert(
			fc.property(fc.string(), fc.integer({ min: 1, max: 100_000 }), fc.nat(18_000), (title, row, column) => {
				expect(startOf(cellRange(title, row, column))).toEqual({ row, column });
			}),
		);
		expect(startOf("'A1'!B3:D5")).toEqual({ row: 3, column: 1 });
		expect(startOf('goals_tracker')).toBeNull();
	});

	it('quotes names of tabs', () => {
		expect(tabRange("Bob's 表")).toBe("'Bob''s 表'");
	});
});

describe('Google Sheets client', () => {
	it('reads tabs in one call, numbers as numbers', async () => {
		const { sheets, calls } = google(() => ({
			data: { spreadsheetId: 'sheet-1', valueRanges: [{ range: 'a', values: [['x', 1.5, true]] }, { range: 'b' }] },
		}));
		const values = await sheets.read(['a', 'b']);
		expect([...values]).toEqual([
			['a', [['x', 1.5, true]]],
			['b', []],
		]);
		expect(calls).toEqual([
			{
				method: 'GET',
				path: '/v4/spreadsheets/sheet-1/values:batchGet',
				query: expect.arrayContaining([
					"ranges='a'",
					"ranges='b'",
					'valueRenderOption=UNFORMATTED_VALUE',
					'dateTimeRenderOption=FORMATTED_STRING',
				]) as string[],
				body: undefined,
			},
		]);
	});

	it('appends RAW below the last row, inserting rows, and says where', async () => {
		const { sheets, calls } = google(() => ({ data: { updates: { updatedRange: "'t'!A8:C9" } } }));
		expect(await sheets.append('t', [['=1+1', null, 2], [true]])).toBe(8);
		expect(calls).toEqual([
			{
				method: 'POST',
				path: "/v4/spreadsheets/sheet-1/values/'t':append",
				query: expect.arrayContaining(['valueInputOption=RAW', 'insertDataOption=INSERT_ROWS']) as string[],
				body: { values: [['=1+1', '', 2], [true]] },
			},
		]);
	});

	it('moves rows to column A where Google added them further right', async () => {
		const { sheets, calls } = google(({ path }) => ({
			data: path.endsWith(':append') ? { updates: { updatedRange: 't!B8:C8' } } : {},
		}));
		await sheets.append('t', [['k', 1]]);
		expect(calls[1]).toMatchObject({
			path: '/v4/spreadsheets/sheet-1/values:batchUpdate',
			body: {
				valueInputOption: 'RAW',
				data: [
					{ range: "'t'!A8", values: [['k']] },
					{ range: "'t'!B8", values: [[1]] },
					{ range: "'t'!C8", values: [['']] },
				],
			},
		});
	});

	it('writes nothing when there is nothing to write', async () => {
		const { sheets, calls } = google(() => ({ data: {} }));
		await sheets.write([]);
		expect(calls).toEqual([]);
	});

	it('is patient with the quota of a minute and then says so', async () => {
		let failures = 3;
		const later = google(() => (failures-- > 0 ? { status: 429, data: QUOTA } : { data: { valueRanges: [{}] } }));
		await later.sheets.read(['a']);
		expect(later.calls).toHaveLength(4);
		const never = google(() => ({ status: 429, data: QUOTA }));
		await expect(never.sheets.append('a', [[1]])).rejects.toMatchObject({
			code: 'API_RATE_LIMITED',
			message: expect.stringContaining('Quota exceeded') as string,
		});
		const waited = never.waits.reduce((sum, ms) => sum + ms, 0);
		expect(waited).toBeGreaterThan(30_000);
		expect(waited).toBeLessThanOrEqual(70_000);
	});

	it('repeats reads and cell writes after a broken connection, and never an append', async () => {
		let broken = true;
		const answer = (): { data: unknown } | Error => {
			if (broken) {
				broken = false;
				return Object.assign(new Error('reset'), { code: 'ECONNRESET' });
			}
			return { data: { valueRanges: [{}] } };
		};
		const reading = google(answer);
		await reading.sheets.read(['a']);
		expect(reading.calls).toHaveLength(2);
		broken = true;
		const writing = google(answer);
		await writing.sheets.write([{ tab: 'a', row: 1, column: 0, value: 1 }]);
		expect(writing.calls).toHaveLength(2);
		broken = true;
		const appending = google(answer);
		await expect(appending.sheets.append('a', [[1]])).rejects.toMatchObject({ code: 'API_UNREACHABLE' });
		expect(appending.calls).toHaveLength(1);
	});

	it('names the field of an answer in an unknown shape', async () => {
		const { sheets } = google(() => ({ data: { sheets: [{ properties: { title: 5 } }] } }));
		await expect(sheets.tabs()).rejects.toMatchObject({
			code: 'API_RESPONSE_INVALID',
			message: expect.stringContaining('sheets.0.properties.title') as string,
		});
	});
});
