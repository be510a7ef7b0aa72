import { createSign, generateKeyPairSync } from 'node:crypto';
import { drive, type drive_v3 } from 'googleapis/build/src/apis/drive';
import { auth, sheets, type sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { useServers } from './setup';

const servers = useServers();
/** The library loads its own fetch with a dynamic import, which jest's module system does not have. */
const transport = { fetchImplementation: fetch };
const client = (token = servers().sheetsToken): sheets_v4.Sheets =>
	sheets({
		version: 'v4',
		rootUrl: `${servers().sheetsUrl}/`,
		headers: { Authorization: `Bearer ${token}` },
		retry: false,
		...transport,
	});
const book = (): { spreadsheetId: string } => ({ spreadsheetId: servers().spreadsheetId });

async function batch(...requests: sheets_v4.Schema$Request[]): Promise<sheets_v4.Schema$Response[]> {
	const { data } = await client().spreadsheets.batchUpdate({ ...book(), requestBody: { requests } });
	return data.replies ?? [];
}

async function put(range: string, values: unknown[][], valueInputOption = 'RAW'): Promise<sheets_v4.Schema$UpdateValuesResponse> {
	const { data } = await client().spreadsheets.values.update({ ...book(), range, valueInputOption, requestBody: { values } });
	return data;
}

async function get(
	range: string,
	options: Partial<sheets_v4.Params$Resource$Spreadsheets$Values$Get> = {},
): Promise<sheets_v4.Schema$ValueRange> {
	return (await client().spreadsheets.values.get({ ...book(), range, ...options })).data;
}

async function add(
	range: string,
	values: unknown[][],
	insertDataOption?: string,
): Promise<sheets_v4.Schema$AppendValuesResponse> {
	const options = { ...book(), range, valueInputOption: 'RAW', ...(insertDataOption === undefined ? {} : { insertDataOption }) };
	return (await client().spreadsheets.values.append({ ...options, requestBody: { values } })).data;
}

describe('the emulated Sheets API, driven by googleapis', () => {
	it('starts with a blank sheet of 1000 by 26', async () => {
		const { data } = await client().spreadsheets.get({ ...book(), fields: 'spreadsheetId,properties.title,sheets.properties' });
		expect(data).toEqual({
			...book(),
			properties: { title: 'Autopilot ledger' },
			sheets: [
				{
					properties: {
						sheetId: 0,
						title: 'Sheet1',
						index: 0,
						sheetType: 'GRID',
						gridProperties: { rowCount: 1000, columnCount: 26 },
					},
				},
			],
		});
		expect(await get('Sheet1')).toEqual({ range: 'Sheet1!A1:Z1000', majorDimension: 'ROWS' });
	});

	it('understands field masks with parentheses and refuses unknown names', async () => {
		const { data } = await client().spreadsheets.get({ ...book(), fields: 'sheets(properties(sheetId,title))' });
		expect(data).toEqual({ sheets: [{ properties: { sheetId: 0, title: 'Sheet1' } }] });
		await expect(client().spreadsheets.get({ ...book(), fields: 'nonsense' })).rejects.toMatchObject({ status: 400 });
	});

	it('makes spreadsheets with tabs', async () => {
		const { data } = await client().spreadsheets.create({
			requestBody: {
				properties: { title: '台帳' },
				sheets: [{ properties: { title: 'goals' } }, { properties: { title: 'runs' } }],
			},
		});
		expect(data.sheets?.map((sheet) => sheet.properties?.title)).toEqual(['goals', 'runs']);
		const again = await client().spreadsheets.get({ spreadsheetId: data.spreadsheetId ?? '', fields: 'properties.title' });
		expect(again.data.properties?.title).toBe('台帳');
	});

	it('writes and reads, leaving out what is empty at the ends', async () => {
		expect(await put('Sheet1!B2:D4', [['a', 1, true], ['', null, 'x'], []])).toEqual({
			...book(),
			updatedRange: 'Sheet1!B2:D4',
			updatedRows: 2,
			updatedColumns: 3,
			updatedCells: 5,
		});
		expect((await get('Sheet1!A1:E9')).values).toEqual([[], ['', 'a', '1', 'TRUE'], ['', '', '', 'x']]);
		expect((await get('Sheet1!B2:D4', { valueRenderOption: 'UNFORMATTED_VALUE' })).values?.[0]).toEqual(['a', 1, true]);
		expect((await get('Sheet1!B:D', { majorDimension: 'COLUMNS' })).values).toEqual([
			['', 'a'],
			['', '1'],
			['', 'TRUE', 'x'],
		]);
	});

	it('skips null and empties with an empty text', async () => {
		await put('Sheet1!A1', [['a', 'b', 'c']]);
		await put('Sheet1!A1', [[null, '', 'd']]);
		expect((await get('Sheet1!A1:C1')).values).toEqual([['a', '', 'd']]);
	});

	it('keeps RAW text as it is and reads typed text like a person', async () => {
		const typed = [['=1+1', '42', '1,234.5', '15%', 'true', '2026-11-20', "'=safe", 'plain']];
		await put('Sheet1!A1', typed);
		expect((await get('Sheet1!A1:H1', { valueRenderOption: 'UNFORMATTED_VALUE' })).values).toEqual(typed);
		expect(servers().control.sheets.formulas()).toEqual([]);
		await put('Sheet1!A2', typed, 'USER_ENTERED');
		expect(servers().control.sheets.formulas()).toEqual([{ ...book(), cell: 'Sheet1!A2', formula: '=1+1' }]);
		const row = async (valueRenderOption: string): Promise<unknown> =>
			(await get('Sheet1!A2:H2', { valueRenderOption })).values?.[0];
		expect(await row('UNFORMATTED_VALUE')).toEqual(['#N/A', 42, 1234.5, 0.15, true, 46_346, '=safe', 'plain']);
		expect(await row('FORMULA')).toEqual(['=1+1', 42, 1234.5, 0.15, true, 46_346, '=safe', 'plain']);
		expect(await row('FORMATTED_VALUE')).toEqual(['#N/A', '42', '1234.5', '15%', 'TRUE', '2026/11/20', '=safe', 'plain']);
		const dates = await get('Sheet1!F2', { valueRenderOption: 'UNFORMATTED_VALUE', dateTimeRenderOption: 'FORMATTED_STRING' });
		expect(dates.values).toEqual([['2026/11/20']]);
	});

	it('shows about ten digits of a number when formatted', async () => {
		await put('Sheet1!A1', [[285714.285714285]]);
		expect((await get('Sheet1!A1')).values).toEqual([['285714.2857']]);
		expect((await get('Sheet1!A1', { valueRenderOption: 'UNFORMATTED_VALUE' })).values).toEqual([[285714.285714285]]);
	});

	it('reads and writes several ranges in one call', async () => {
		const { data } = await client().spreadsheets.values.batchUpdate({
			...book(),
			requestBody: {
				valueInputOption: 'RAW',
				data: [
					{ range: 'Sheet1!A1', values: [['x']] },
					{ range: 'Sheet1!C3:D3', values: [[1, 2]] },
				],
			},
		});
		expect(data).toMatchObject({ totalUpdatedCells: 3, totalUpdatedRows: 2, totalUpdatedSheets: 1 });
		const read = await client().spreadsheets.values.batchGet({
			...book(),
			ranges: ['Sheet1!A1', "'Sheet1'!C3:D3", 'Sheet1!F:F'],
		});
		expect(read.data.valueRanges?.map(({ range, values }) => [range, values])).toEqual([
			['Sheet1!A1', [['x']]],
			['Sheet1!C3:D3', [['1', '2']]],
			['Sheet1!F1:F1000', undefined],
		]);
	});

	it('does nothing of a batch of values when one is wrong', async () => {
		const data = [
			{ range: 'Sheet1!A1', values: [['x']] },
			{ range: 'Nowhere!A1', values: [['y']] },
		];
		const writing = client().spreadsheets.values.batchUpdate({ ...book(), requestBody: { valueInputOption: 'RAW', data } });
		await expect(writing).rejects.toMatchObject({ status: 400 });
		expect(await get('Sheet1!A1')).not.toHaveProperty('values');
	});

	it('clears', async () => {
		await put('Sheet1!A1', [
			['a', 'b'],
			['c', 'd'],
		]);
		const { data } = await client().spreadsheets.values.clear({ ...book(), range: 'Sheet1!B:B' });
		expect(data.clearedRange).toBe('Sheet1!B1:B1000');
		expect((await get('Sheet1')).values).toEqual([['a'], ['c']]);
		await client().spreadsheets.values.batchClear({ ...book(), requestBody: { ranges: ['Sheet1!A1', 'Sheet1!A2'] } });
		expect(await get('Sheet1')).not.toHaveProperty('values');
	});
});

describe('append', () => {
	it('writes at the top of an empty sheet and names no table', async () => {
		const answer = await add('Sheet1', [
			['key', 'value'],
			['a', 1],
		]);
		expect(answer).toEqual({
			...book(),
			updates: { ...book(), updatedRange: 'Sheet1!A1:B2', updatedRows: 2, updatedColumns: 2, updatedCells: 4 },
		});
		expect(await add('Sheet1!A1', [['b', 2]])).toMatchObject({
			tableRange: 'Sheet1!A1:B2',
			updates: { updatedRange: 'Sheet1!A3:B3' },
		});
	});

	/** The example of Google's documentation: tables at A1:C2 and B4:D6. */
	it.each([
		['Sheet1', 'Sheet1!B4:D6', 'Sheet1!B7'],
		['Sheet1!C5:D5', 'Sheet1!B4:D6', 'Sheet1!B7'],
		['Sheet1!B2:D4', 'Sheet1!B4:D6', 'Sheet1!B7'],
		['Sheet1!A3:G10', 'Sheet1!B4:D6', 'Sheet1!B7'],
		['Sheet1!A1', 'Sheet1!A1:C2', 'Sheet1!A3'],
		['Sheet1!E4', undefined, 'Sheet1!E4'],
	])('finds the table of %s', async (range, tableRange, updatedRange) => {
		await put('Sheet1!A1:C2', [
			['x', 'y', 'z'],
			['x', 'y', 'z'],
		]);
		await put('Sheet1!B4:D6', [
			['x', 'y', 'z'],
			['x', 'y', 'z'],
			['x', 'y', 'z'],
		]);
		const answer = await add(range, [['new']]);
		expect([answer.tableRange, answer.updates?.updatedRange]).toEqual([tableRange, updatedRange]);
	});

	it('overwrites what stands below, or inserts rows', async () => {
		await put('Sheet1!A1', [['head'], ['row'], [''], ['note']]);
		await add('Sheet1!A1', [['new'], ['newer']], 'INSERT_ROWS');
		expect((await get('Sheet1!A:A')).values).toEqual([['head'], ['row'], ['new'], ['newer'], [], ['note']]);
		await add('Sheet1!A1', [['1'], ['2'], ['3']]);
		expect((await get('Sheet1!A:A')).values?.slice(4)).toEqual([['1'], ['2'], ['3']]);
	});

	it('grows the grid', async () => {
		await batch({ addSheet: { properties: { title: 'small', gridProperties: { rowCount: 2, columnCount: 2 } } } });
		await put('small!A1', [
			['a', 'b'],
			['c', 'd'],
		]);
		await add('small', [['e', 'f', 'g']], 'INSERT_ROWS');
		const { data } = await client().spreadsheets.get({ ...book(), fields: 'sheets.properties(title,gridProperties)' });
		expect(data.sheets?.[1]?.properties?.gridProperties).toEqual({ rowCount: 3, columnCount: 3 });
	});

	it('keeps the order of simultaneous appends and loses none', async () => {
		await add('Sheet1', [['key']]);
		const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => add('Sheet1!A1', [[`k${i}`]], 'INSERT_ROWS')));
		expect(new Set(answers.map(({ updates }) => updates?.updatedRange)).size).toBe(20);
		expect((await get('Sheet1!A2:A')).values).toHaveLength(20);
	});
});

describe('batchUpdate', () => {
	const source = { sourceRange: { sources: [{ sheetId: 0, startColumnIndex: 0, endColumnIndex: 1 }] } };
	const chart = {
		spec: { title: 'c', basicChart: { chartType: 'BAR', domains: [{ domain: source }], series: [{ series: source }] } },
		position: { overlayPosition: { anchorCell: { sheetId: 0, rowIndex: 1 } } },
	};

	it('does all requests in order, one reply for each', async () => {
		const replies = await batch(
			{ addSheet: { properties: { title: 'goals_tracker', gridProperties: { frozenRowCount: 1 } } } },
			{ appendDimension: { sheetId: 0, dimension: 'COLUMNS', length: 4 } },
			{
				updateSheetProperties: {
					properties: { sheetId: 0, title: '既定', gridProperties: { frozenRowCount: 2 } },
					fields: 'title,gridProperties.frozenRowCount',
				},
			},
			{ setBasicFilter: { filter: { range: { sheetId: 0 } } } },
			{ addFilterView: { filter: { title: 'mine', range: { sheetId: 0 } } } },
			{ addChart: { chart } },
		);
		expect(replies).toMatchObject([
			{ addSheet: { properties: { title: 'goals_tracker' } } },
			{},
			{},
			{},
			{ addFilterView: { filter: { title: 'mine' } } },
			{ addChart: {} },
		]);
		const { data } = await client().spreadsheets.get(book());
		expect(data.sheets?.[0]?.properties).toMatchObject({
			title: '既定',
			gridProperties: { columnCount: 30, rowCount: 1000, frozenRowCount: 2 },
		});
		expect((await get("'既定'!A1")).range).toBe("'既定'!A1");
	});

	it('does nothing when one request is wrong', async () => {
		const both = batch({ addSheet: { properties: { title: 'new' } } }, { addSheet: { properties: { title: 'NEW' } } });
		await expect(both).rejects.toMatchObject({
			status: 400,
			message: 'Invalid requests[1].addSheet: A sheet with the name "NEW" already exists. Please enter another name.',
		});
		const { data } = await client().spreadsheets.get(book());
		expect(data.sheets).toHaveLength(1);
	});

	it('copies only where there is room, and leaves a row that is not frozen', async () => {
		await batch({
			updateSheetProperties: {
				properties: { sheetId: 0, gridProperties: { frozenRowCount: 1 } },
				fields: 'gridProperties.frozenRowCount',
			},
		});
		const rows = (startIndex: number, endIndex: number) => ({ range: { sheetId: 0, dimension: 'ROWS', startIndex, endIndex } });
		await expect(batch({ deleteDimension: rows(1, 1_000) })).rejects.toMatchObject({
			status: 400,
			message: expect.stringContaining('not possible to delete all non-frozen rows') as string,
		});
		await batch({ deleteDimension: rows(2, 1_000) });
		const source = { sheetId: 0, startRowIndex: 0, endRowIndex: 2, startColumnIndex: 0, endColumnIndex: 20 };
		const to = (startRowIndex: number, startColumnIndex: number) => ({
			copyPaste: { source, destination: { sheetId: 0, startRowIndex, startColumnIndex }, pasteType: 'PASTE_VALUES' },
		});
		await batch(to(0, 6));
		for (const place of [to(1, 0), to(0, 7)]) {
			await expect(batch(place)).rejects.toMatchObject({
				status: 400,
				message: expect.stringContaining('exceeds grid limits. Max rows: 2, max columns: 26') as string,
			});
		}
	});

	it('writes, appends and reads cells with formulas and formats', async () => {
		const bold = { textFormat: { bold: true } };
		await batch(
			{
				updateCells: {
					start: { sheetId: 0, rowIndex: 0, columnIndex: 0 },
					fields: 'userEnteredValue,userEnteredFormat',
					rows: [{ values: [{ userEnteredValue: { stringValue: '=x' }, userEnteredFormat: bold }] }],
				},
			},
			{
				appendCells: {
					sheetId: 0,
					fields: 'userEnteredValue',
					rows: [{ values: [{ userEnteredValue: { numberValue: 2 } }, { userEnteredValue: { formulaValue: '=A1' } }] }],
				},
			},
		);
		expect((await get('Sheet1!A1:B2', { valueRenderOption: 'FORMULA' })).values).toEqual([['=x'], [2, '=A1']]);
		const { data } = await client().spreadsheets.get({
			...book(),
			ranges: ['Sheet1!A1:A1'],
			fields: 'sheets.data.rowData.values(userEnteredFormat,formattedValue)',
		});
		expect(data.sheets?.[0]?.data?.[0]?.rowData).toEqual([{ values: [{ userEnteredFormat: bold, formattedValue: '=x' }] }]);
	});

	it('moves rows and their metadata', async () => {
		await put('Sheet1!A1', [['a'], ['b'], ['c']]);
		const dimensionRange = { sheetId: 0, dimension: 'ROWS', startIndex: 1, endIndex: 2 };
		const [made] = await batch({
			createDeveloperMetadata: {
				developerMetadata: { metadataKey: 'key', metadataValue: 'b', visibility: 'DOCUMENT', location: { dimensionRange } },
			},
		});
		const id = made?.createDeveloperMetadata?.developerMetadata?.metadataId ?? 0;
		await batch({ insertDimension: { range: { sheetId: 0, dimension: 'ROWS', startIndex: 0, endIndex: 2 } } });
		await batch({ deleteDimension: { range: { sheetId: 0, dimension: 'ROWS', startIndex: 4, endIndex: 5 } } });
		expect((await get('Sheet1!A:A')).values).toEqual([[], [], ['a'], ['b']]);
		const found = await client().spreadsheets.values.batchGetByDataFilter({
			...book(),
			requestBody: { dataFilters: [{ developerMetadataLookup: { metadataKey: 'key', metadataValue: 'b' } }] },
		});
		expect(found.data.valueRanges?.[0]?.valueRange).toMatchObject({ range: 'Sheet1!A4:Z4', values: [['b']] });
		expect((await client().spreadsheets.developerMetadata.get({ ...book(), metadataId: id })).data).toMatchObject({
			metadataKey: 'key',
		});
		await batch({ deleteDimension: { range: { sheetId: 0, dimension: 'ROWS', startIndex: 3, endIndex: 4 } } });
		await expect(client().spreadsheets.developerMetadata.get({ ...book(), metadataId: id })).rejects.toMatchObject({
			status: 404,
		});
	});
});

describe('what the emulated Sheets API refuses', () => {
	const error = (code: number, message: string, status: string): object => ({
		response: { status: code, data: { error: { code, message, status } } },
	});
	beforeEach(() => batch({ addSheet: { properties: { title: 'Full', gridProperties: { rowCount: 3, columnCount: 2 } } } }));

	it.each<[string, () => Promise<unknown>, string]>([
		['a missing tab', () => get('NoTab!A1:Z'), 'Unable to parse range: NoTab!A1:Z'],
		['a range that is none', () => get('Sheet1!1A'), 'Unable to parse range: Sheet1!1A'],
		[
			'a cell outside of the grid',
			() => put('Full!A4', [['x']]),
			'Range (Full!A4) exceeds grid limits. Max rows: 3, max columns: 2',
		],
		[
			'rows beyond the grid',
			() => put('Full!A2', [[1], [2], [3]]),
			"Requested writing within range ['Full'!A2], but tried writing to row [4]",
		],
		[
			'columns beyond the range',
			() => put('Sheet1!A1:B1', [[1, 2, 3]]),
			"Requested writing within range ['Sheet1'!A1:B1], but tried writing to column [C]",
		],
		[
			'a long text',
			() => put('Sheet1!A1', [['x'.repeat(50_001)]]),
			'Your input contains more than the maximum of 50000 characters in a single cell.',
		],
		[
			'ten million cells',
			() => batch({ appendDimension: { sheetId: 0, dimension: 'ROWS', length: 400_000 } }),
			'This action would increase the number of cells in the workbook above the limit of 10000000 cells.',
		],
		['no input option', () => put('Sheet1!A1', [['x']], ''), "'valueInputOption' is required but not specified"],
		[
			'an unknown input option',
			() => put('Sheet1!A1', [['x']], 'COOKED'),
			'Invalid value at \'value_input_option\' (type.googleapis.com/google.apps.sheets.v4.ValueInputOption), "COOKED"',
		],
		[
			'an unknown request',
			() => batch({ explode: {} } as sheets_v4.Schema$Request),
			'Invalid JSON payload received. Unknown name "explode" at \'requests[0]\': Cannot find field.',
		],
		['an object in a cell', () => put('Sheet1!A1', [[{ a: 1 }]]), 'Invalid values[0][0]: struct_value {}'],
		['no requests', () => batch(), 'Must specify at least one request.'],
	])('%s', async (_name, act, message) => {
		await expect(act()).rejects.toMatchObject(error(400, message, 'INVALID_ARGUMENT'));
	});

	it('an unknown spreadsheet, a foreign one, a wrong token', async () => {
		const at = (spreadsheetId: string) => client().spreadsheets.get({ spreadsheetId });
		await expect(at('nope')).rejects.toMatchObject(error(404, 'Requested entity was not found.', 'NOT_FOUND'));
		await expect(at('1sandboxForbidden000000000000000000000000000')).rejects.toMatchObject(
			error(403, 'The caller does not have permission', 'PERMISSION_DENIED'),
		);
		await expect(client('wrong').spreadsheets.get(book())).rejects.toMatchObject({
			response: { status: 401, data: { error: { status: 'UNAUTHENTICATED' } } },
		});
	});

	it('more than the quota, counted for reads and writes', async () => {
		servers().control.sheets.setQuota({ readsPerMinute: 60, writesPerMinute: 1 });
		await put('Sheet1!A1', [['x']]);
		await expect(put('Sheet1!A1', [['x']])).rejects.toMatchObject({
			status: 429,
			message:
				"Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:603366585132'.",
		});
		expect((await get('Sheet1!A1')).values).toEqual([['x']]);
	});

	it('nothing, and still did the work: the answer was lost', async () => {
		servers().control.addFault({ service: 'sheets', loseResponse: true, method: 'POST', path: ':append' });
		await expect(add('Sheet1', [['once']])).rejects.toBeDefined();
		expect((await get('Sheet1')).values).toEqual([['once']]);
		expect(
			servers()
				.control.requests('sheets')
				.map(({ status }) => status),
		).toContain(0);
	});
});

describe('Drive’s list of files, driven by googleapis', () => {
	const list = async (q: string, more: drive_v3.Params$Resource$Files$List = {}): Promise<drive_v3.Schema$FileList> => {
		const headers = { Authorization: `Bearer ${servers().sheetsToken}` };
		const api = drive({ version: 'v3', rootUrl: `${servers().sheetsUrl}/`, headers, retry: false, ...transport });
		return (await api.files.list({ q, ...more })).data;
	};

	it('finds spreadsheets by name, a page at a time', async () => {
		for (const title of ["Owner's ledger", 'This and that'])
			await client().spreadsheets.create({ requestBody: { properties: { title } } });
		const names = async (q: string): Promise<unknown[]> => ((await list(q)).files ?? []).map(({ name }) => name);
		expect(await names("name contains 'owner\\'s' and trashed = false")).toEqual(["Owner's ledger"]);
		expect(await names("mimeType = 'application/vnd.google-apps.spreadsheet' and name contains 'this and that'")).toEqual([
			'This and that',
		]);
		expect(await names("mimeType = 'image/png'")).toEqual([]);
		const first = await list('trashed = false', { pageSize: 1 });
		const second = await list('trashed = false', { pageSize: 1, pageToken: first.nextPageToken ?? '' });
		expect([first.files?.[0]?.id, second.files?.[0]?.name]).toEqual([servers().spreadsheetId, "Owner's ledger"]);
		await expect(list("name = 'x'")).rejects.toMatchObject({ status: 400 });
	});
});

describe('tokens', () => {
	const token = async (form: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }> => {
		const response = await fetch(servers().tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
		return { status: response.status, body: (await response.json()) as Record<string, unknown> };
	};
	const jwt = (lifetime: number, scope = 's'): string => {
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const iat = Math.floor(Date.now() / 1000);
		const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
		const unsigned = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iss: 'a@b', scope, aud: servers().tokenUrl, iat, exp: iat + lifetime })}`;
		return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(privateKey).toString('base64url')}`;
	};

	it('are refreshed, expire, and are refreshed again', async () => {
		const refresh = {
			grant_type: 'refresh_token',
			refresh_token: servers().sheetsRefreshToken,
			client_id: 'c',
			client_secret: 's',
		};
		const { body } = await token(refresh);
		expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
		expect((await client(String(body['access_token'])).spreadsheets.get(book())).status).toBe(200);
		servers().control.sheets.expireTokens();
		await expect(client(String(body['access_token'])).spreadsheets.get(book())).rejects.toMatchObject({ status: 401 });
		expect(await token({ ...refresh, refresh_token: 'stolen' })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
	});

	it('are given for a code, once', async () => {
		const back = 'http://127.0.0.1:9/callback';
		const authorized = await fetch(
			`${servers().sheetsUrl}/authorize?${new URLSearchParams({ redirect_uri: back, state: 'st' }).toString()}`,
			{ redirect: 'manual' },
		);
		const location = new URL(authorized.headers.get('location') ?? '');
		expect(location.searchParams.get('state')).toBe('st');
		const exchange = { grant_type: 'authorization_code', code: location.searchParams.get('code') ?? '' };
		expect((await token(exchange)).body).toHaveProperty('refresh_token');
		expect((await token(exchange)).status).toBe(400);
	});

	it('are given for a short-lived JWT of a service account', async () => {
		const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
		expect((await token({ grant_type: grant, assertion: jwt(3_600) })).status).toBe(200);
		expect((await token({ grant_type: grant, assertion: jwt(7_200) })).body).toMatchObject({ error: 'invalid_grant' });
		expect((await token({ grant_type: grant, assertion: 'a.b' })).body).toMatchObject({
			error_description: 'Invalid JWT Signature.',
		});
	});

	it('list files only where they were asked for with that scope', async () => {
		const status = async (scope: string): Promise<number> => {
			const assertion = jwt(3_600, `https://www.googleapis.com/auth/${scope}`);
			const { body } = await token({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
			const headers = { authorization: `Bearer ${String(body['access_token'])}` };
			return (await fetch(`${servers().sheetsUrl}/drive/v3/files`, { headers })).status;
		};
		expect(await status('spreadsheets')).toBe(403);
		expect(await status('drive.metadata.readonly')).toBe(200);
	});

	it("work with the library's own refresh", async () => {
		const client2 = new auth.OAuth2({
			clientId: 'c',
			clientSecret: 's',
			endpoints: { oauth2TokenUrl: servers().tokenUrl },
			transporterOptions: transport,
		});
		client2.setCredentials({ refresh_token: servers().sheetsRefreshToken });
		const api = sheets({ version: 'v4', rootUrl: `${servers().sheetsUrl}/`, auth: client2, ...transport });
		expect((await api.spreadsheets.get(book())).data.spreadsheetId).toBe(servers().spreadsheetId);
	});
});
