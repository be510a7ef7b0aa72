import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import { rowRange } from './a1';
import {
	readSpreadsheet,
	readAreas,
	readUpdated,
	type SheetCell,
	type SheetTab,
	type TabValues,
	type UpdatedRows,
} from './answers';
import { connect, type ConnectionOptions } from './connection';
import { sheetsLibrary } from './library';
import { runsOf } from './runs';

export type { SheetCell, SheetTab, TabValues, UpdatedRows };

/** Cells of a tab. Numbers from 0, ends exclusive; what is left out reaches as far as the tab does. */
export interface Area {
	readonly sheetId: number;
	readonly startRowIndex?: number;
	readonly endRowIndex?: number;
	readonly startColumnIndex?: number;
	readonly endColumnIndex?: number;
}

/** Rows to look at, in the very answer to a change. */
export interface Shown {
	readonly tab: Pick<SheetTab, 'sheetId' | 'title'>;
	/** Numbers from 0. */
	readonly rows: readonly number[];
}

export interface ChangeOptions {
	/** What to give back of the spreadsheet as these requests leave it. Nothing by default. */
	readonly show?: readonly Shown[];
	/** Whether the requests may be sent twice when nobody knows whether they arrived. Default: no. */
	readonly repeatable?: boolean;
}

/**
 * One spreadsheet. Values are read unformatted, dates as they are shown. Every method throws an AutopilotError: API_UNREACHABLE,
 * API_DENIED, API_RATE_LIMITED (Google says neither when the minute is over nor lets it be asked: calls are repeated with a
 * growing jitter for up to a minute; and when none got through for as long, the next one is tried once), API_REJECTED or
 * API_RESPONSE_INVALID.
 */
export interface GoogleSheetsClient {
	readonly spreadsheetId: string;
	/** All tabs, without their cells. */
	tabs(): Promise<SheetTab[]>;
	/** The cells of areas in one call, in order. Empty cells at the end of a row and empty rows at the end are left out. */
	read(areas: readonly Area[]): Promise<TabValues[]>;
	/** Carries out all requests, in order and at once, or none of them. */
	change(requests: readonly sheets_v4.Schema$Request[], options?: ChangeOptions): Promise<UpdatedRows>;
}

export interface GoogleSheetsOptions extends ConnectionOptions {
	readonly spreadsheetId: string;
}

/** Opens a spreadsheet through the official library over an injected transport. The library is loaded by the first call. */
export function createGoogleSheetsClient(options: GoogleSheetsOptions): GoogleSheetsClient {
	const { spreadsheetId } = options;
	const { http, rootUrl } = connect(options);
	const patient = sheetsLibrary(http, rootUrl, true);
	const once = sheetsLibrary(http, rootUrl, false);

	return {
		spreadsheetId,
		tabs: async () => {
			const { spreadsheets } = await patient();
			const fields = 'sheets(properties(sheetId,title,gridProperties),developerMetadata(metadataId,metadataKey,metadataValue))';
			return readSpreadsheet((await spreadsheets.get({ spreadsheetId, fields })).data);
		},
		read: async (areas) => {
			const { values } = (await patient()).spreadsheets;
			const { data } = await values.batchGetByDataFilter({
				spreadsheetId,
				requestBody: {
					// By id and not by title: people rename tabs.
					dataFilters: areas.map((gridRange) => ({ gridRange })),
					valueRenderOption: 'UNFORMATTED_VALUE',
					// A date that somebody typed arrives as it is shown, not as a number of days that could be taken for an amount.
					dateTimeRenderOption: 'FORMATTED_STRING',
				},
			});
			return readAreas(areas, data);
		},
		change: async (requests, { show = [], repeatable = false } = {}) => {
			const { spreadsheets } = await (repeatable ? patient : once)();
			const ranges = show.flatMap(({ tab, rows }) =>
				runsOf(rows).map(({ first, length }) => rowRange(tab.title, first + 1, first + length)),
			);
			const wanted = {
				includeSpreadsheetInResponse: true,
				responseIncludeGridData: true,
				responseRanges: ranges,
			};
			const { data } = await spreadsheets.batchUpdate({
				spreadsheetId,
				fields: ranges.length > 0 ? SHOWN_FIELDS : 'spreadsheetId',
				requestBody: { requests: [...requests], ...(ranges.length > 0 ? wanted : {}) },
			});
			return readUpdated(data);
		},
	};
}

const SHOWN_FIELDS = 'updatedSpreadsheet(sheets(properties(sheetId),data(startRow,startColumn,rowData(values(effectiveValue)))))';

/** A spreadsheet that was just made. */
export interface NewSpreadsheet {
	readonly spreadsheetId: string;
	readonly url: string;
}

/** Makes an empty spreadsheet in the account's Drive. */
export async function createSpreadsheet(
	options: ConnectionOptions,
	properties: { readonly title: string },
): Promise<NewSpreadsheet> {
	const { http, rootUrl } = connect(options);
	const { spreadsheets } = await sheetsLibrary(http, rootUrl, false)();
	const { data } = await spreadsheets.create({ fields: 'spreadsheetId,spreadsheetUrl', requestBody: { properties } });
	const spreadsheetId = data.spreadsheetId ?? '';
	return { spreadsheetId, url: data.spreadsheetUrl ?? `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit` };
}
