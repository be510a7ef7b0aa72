import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import type { Area } from './a1';
import { formattedValue, type Cell, type CellValue } from './cell';
import { boxOf, cellAt, type Sheet } from './sheet';
import type { DeveloperMetadata, Workbook } from './workbook';

export const SPREADSHEET_FIELDS = [
	'spreadsheetId',
	'properties',
	'sheets',
	'namedRanges',
	'spreadsheetUrl',
	'developerMetadata',
	'dataSources',
	'dataSourceSchedules',
];

export function sheetProperties(sheet: Sheet): sheets_v4.Schema$SheetProperties {
	return {
		sheetId: sheet.sheetId,
		title: sheet.title,
		index: sheet.index,
		sheetType: 'GRID',
		gridProperties: { rowCount: sheet.rowCount, columnCount: sheet.columnCount, ...sheet.gridExtras },
		...(sheet.hidden ? { hidden: true } : {}),
		...sheet.extras,
	};
}

export function metadataView(entry: DeveloperMetadata): sheets_v4.Schema$DeveloperMetadata {
	const { sheetId, dimension } = entry;
	const location: sheets_v4.Schema$DeveloperMetadataLocation =
		sheetId === null
			? { locationType: 'SPREADSHEET', spreadsheet: true }
			: dimension === null
				? { locationType: 'SHEET', sheetId }
				: {
						locationType: dimension.dimension === 'ROWS' ? 'ROW' : 'COLUMN',
						dimensionRange: {
							sheetId,
							dimension: dimension.dimension,
							startIndex: dimension.index,
							endIndex: dimension.index + 1,
						},
					};
	const { metadataId, metadataKey, metadataValue, visibility } = entry;
	return { metadataId, metadataKey, ...(metadataValue === undefined ? {} : { metadataValue }), location, visibility };
}

function extended(value: CellValue): sheets_v4.Schema$ExtendedValue {
	if (typeof value === 'boolean') return { boolValue: value };
	return typeof value === 'number' ? { numberValue: value } : { stringValue: value };
}

function cellView(cell: Cell | undefined): sheets_v4.Schema$CellData {
	if (cell === undefined) return {};
	if (cell.value === '') return { ...cell.extras };
	const entered = cell.formula === undefined ? extended(cell.value) : { formulaValue: cell.formula };
	return {
		userEnteredValue: entered,
		effectiveValue: extended(cell.value),
		formattedValue: formattedValue(cell),
		...cell.extras,
	};
}

function gridData(sheet: Sheet, area: Area): sheets_v4.Schema$GridData {
	const box = boxOf(sheet, area);
	const lastRow = Math.min(box.endRow, sheet.rows.length);
	const rowData: sheets_v4.Schema$RowData[] = [];
	for (let row = box.startRow; row < lastRow; row++) {
		const values: sheets_v4.Schema$CellData[] = [];
		const width = Math.min(box.endColumn, sheet.rows[row]?.length ?? 0);
		for (let column = box.startColumn; column < width; column++) values.push(cellView(cellAt(sheet, row, column)));
		rowData.push(values.length === 0 ? {} : { values });
	}
	const start = {
		...(box.startRow > 0 ? { startRow: box.startRow } : {}),
		...(box.startColumn > 0 ? { startColumn: box.startColumn } : {}),
	};
	return rowData.length === 0 ? start : { ...start, rowData };
}

/** @param areas the data to include per tab; `null` includes none */
function sheetView(workbook: Workbook, sheet: Sheet, areas: readonly Area[] | null): sheets_v4.Schema$Sheet {
	const metadata = workbook.metadata.filter((entry) => entry.sheetId === sheet.sheetId && entry.dimension === null);
	const lists = {
		...(sheet.filterViews.length === 0 ? {} : { filterViews: sheet.filterViews }),
		...(sheet.charts.length === 0 ? {} : { charts: sheet.charts }),
		...(sheet.protectedRanges.length === 0 ? {} : { protectedRanges: sheet.protectedRanges }),
		...(sheet.bandedRanges.length === 0 ? {} : { bandedRanges: sheet.bandedRanges }),
		...(sheet.conditionalFormats.length === 0 ? {} : { conditionalFormats: sheet.conditionalFormats }),
		...(sheet.merges.length === 0 ? {} : { merges: sheet.merges }),
		...(sheet.basicFilter === undefined ? {} : { basicFilter: sheet.basicFilter }),
	} as Partial<sheets_v4.Schema$Sheet>;
	return {
		properties: sheetProperties(sheet),
		...(areas === null ? {} : { data: areas.map((area) => gridData(sheet, area)) }),
		...lists,
		...(metadata.length === 0 ? {} : { developerMetadata: metadata.map(metadataView) }),
	};
}

/** The whole resource. @param data which areas of which tabs to include; `null` for none */
export function spreadsheetView(
	workbook: Workbook,
	data: ReadonlyMap<number, readonly Area[]> | null,
): sheets_v4.Schema$Spreadsheet {
	const own = workbook.metadata.filter((entry) => entry.sheetId === null);
	const { spreadsheetId, title, locale, timeZone } = workbook;
	return {
		spreadsheetId,
		properties: { title, locale, autoRecalc: 'ON_CHANGE', timeZone, defaultFormat: {} },
		sheets: workbook.sheets
			.filter((sheet) => data === null || data.size === 0 || data.has(sheet.sheetId))
			.map((sheet) => sheetView(workbook, sheet, data === null ? null : (data.get(sheet.sheetId) ?? []))),
		...(workbook.namedRanges.length === 0 ? {} : { namedRanges: workbook.namedRanges }),
		spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit`,
		...(own.length === 0 ? {} : { developerMetadata: own.map(metadataView) }),
	};
}
