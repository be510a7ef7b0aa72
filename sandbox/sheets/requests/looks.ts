import { z } from 'zod';
import { dimensionRange, expandFields, gridRange, type Handler, parse, sheetOf } from './request';

/**
 * The shapes of what only changes how a spreadsheet looks. Strict: the real API refuses every field that it does not know, every
 * unknown word and every tab that is not there.
 */
const range = z.strictObject({
	sheetId: z.number().int().default(0),
	startRowIndex: z.number().int().min(0).optional(),
	endRowIndex: z.number().int().min(0).optional(),
	startColumnIndex: z.number().int().min(0).optional(),
	endColumnIndex: z.number().int().min(0).optional(),
});
const share = z.number().min(0).max(1);
const color = z.strictObject({ red: share.optional(), green: share.optional(), blue: share.optional(), alpha: share.optional() });
const colorStyle = z.strictObject({ rgbColor: color.optional(), themeColor: z.string().optional() });
const textFormat = z.strictObject({
	foregroundColor: color.optional(),
	foregroundColorStyle: colorStyle.optional(),
	fontFamily: z.string().optional(),
	fontSize: z.number().int().optional(),
	bold: z.boolean().optional(),
	italic: z.boolean().optional(),
	strikethrough: z.boolean().optional(),
	underline: z.boolean().optional(),
});

export const cellFormat = z.strictObject({
	numberFormat: z
		.strictObject({
			type: z.enum(['TEXT', 'NUMBER', 'PERCENT', 'CURRENCY', 'DATE', 'TIME', 'DATE_TIME', 'SCIENTIFIC']),
			pattern: z.string().optional(),
		})
		.optional(),
	backgroundColor: color.optional(),
	backgroundColorStyle: colorStyle.optional(),
	horizontalAlignment: z.enum(['LEFT', 'CENTER', 'RIGHT']).optional(),
	verticalAlignment: z.enum(['TOP', 'MIDDLE', 'BOTTOM']).optional(),
	wrapStrategy: z.enum(['OVERFLOW_CELL', 'LEGACY_WRAP', 'CLIP', 'WRAP']).optional(),
	textFormat: textFormat.optional(),
});

const chartData = z.strictObject({ sourceRange: z.strictObject({ sources: z.array(range).min(1) }) });

const chart = z.strictObject({
	chartId: z.number().int().positive().optional(),
	spec: z.strictObject({
		title: z.string().optional(),
		subtitle: z.string().optional(),
		altText: z.string().optional(),
		fontName: z.string().optional(),
		hiddenDimensionStrategy: z
			.enum(['SKIP_HIDDEN_ROWS_AND_COLUMNS', 'SKIP_HIDDEN_ROWS', 'SKIP_HIDDEN_COLUMNS', 'SHOW_ALL'])
			.optional(),
		basicChart: z.strictObject({
			chartType: z.enum(['BAR', 'LINE', 'AREA', 'COLUMN', 'SCATTER', 'COMBO', 'STEPPED_AREA']),
			legendPosition: z
				.enum(['BOTTOM_LEGEND', 'LEFT_LEGEND', 'RIGHT_LEGEND', 'TOP_LEGEND', 'NO_LEGEND', 'INSIDE_LEGEND'])
				.optional(),
			stackedType: z.enum(['NOT_STACKED', 'STACKED', 'PERCENT_STACKED']).optional(),
			headerCount: z.number().int().min(0).optional(),
			interpolateNulls: z.boolean().optional(),
			axis: z
				.array(
					z.strictObject({
						position: z.enum(['BOTTOM_AXIS', 'LEFT_AXIS', 'RIGHT_AXIS']),
						title: z.string().optional(),
						format: textFormat.optional(),
					}),
				)
				.optional(),
			domains: z.array(z.strictObject({ domain: chartData, reversed: z.boolean().optional() })).min(1),
			series: z
				.array(
					z.strictObject({
						series: chartData,
						targetAxis: z.enum(['BOTTOM_AXIS', 'LEFT_AXIS', 'RIGHT_AXIS']).optional(),
						type: z.enum(['LINE', 'AREA', 'COLUMN', 'SCATTER', 'STEPPED_AREA']).optional(),
						colorStyle: colorStyle.optional(),
					}),
				)
				.min(1),
		}),
	}),
	position: z.strictObject({
		newSheet: z.literal(true).optional(),
		sheetId: z.number().int().optional(),
		overlayPosition: z
			.strictObject({
				anchorCell: z.strictObject({
					sheetId: z.number().int().default(0),
					rowIndex: z.number().int().min(0).default(0),
					columnIndex: z.number().int().min(0).default(0),
				}),
				offsetXPixels: z.number().int().optional(),
				offsetYPixels: z.number().int().optional(),
				widthPixels: z.number().int().positive().optional(),
				heightPixels: z.number().int().positive().optional(),
			})
			.optional(),
	}),
});

export const addChart: Handler = (workbook, body, refuse) => {
	const given = parse(chart, body['chart'], refuse);
	const { basicChart } = given.spec;
	const data = [...basicChart.domains.map(({ domain }) => domain), ...basicChart.series.map(({ series }) => series)];
	for (const { sourceRange } of data) {
		for (const source of sourceRange.sources) {
			const sheet = sheetOf(workbook, source.sheetId, refuse);
			const width = (source.endColumnIndex ?? sheet.columnCount) - (source.startColumnIndex ?? 0);
			const height = (source.endRowIndex ?? sheet.rowCount) - (source.startRowIndex ?? 0);
			if (width !== 1 && height !== 1) throw refuse('ChartData sourceRange must be one row or one column.');
		}
	}
	const { overlayPosition, newSheet } = given.position;
	if (overlayPosition === undefined && newSheet === undefined) throw refuse('Must specify a position.');
	const sheet = overlayPosition ? sheetOf(workbook, overlayPosition.anchorCell.sheetId, refuse) : workbook.sheets[0];
	const made = { chartId: workbook.nextId++, ...given };
	sheet?.charts.push(made);
	return { chart: made };
};

const protectedRange = z
	.strictObject({
		protectedRangeId: z.number().int().optional(),
		range: range.optional(),
		namedRangeId: z.string().optional(),
		description: z.string().optional(),
		warningOnly: z.boolean().optional(),
		editors: z
			.strictObject({
				users: z.array(z.string()).optional(),
				groups: z.array(z.string()).optional(),
				domainUsersCanEdit: z.boolean().optional(),
			})
			.optional(),
		unprotectedRanges: z.array(range).optional(),
	})
	.refine(({ warningOnly, editors }) => !(warningOnly && editors), 'warningOnly and editors exclude each other');

export const addProtectedRange: Handler = (workbook, body, refuse) => {
	const given = parse(protectedRange, body['protectedRange'], refuse);
	const sheet = sheetOf(workbook, given.range?.sheetId ?? 0, refuse);
	const taken = sheet.protectedRanges.some((other) => other['protectedRangeId'] === given.protectedRangeId);
	if (given.protectedRangeId !== undefined && taken) throw refuse(`Protected range id ${given.protectedRangeId} already exists.`);
	const made = { protectedRangeId: workbook.nextId++, ...given };
	sheet.protectedRanges.push(made);
	return { protectedRange: made };
};

const rule = z.strictObject({
	ranges: z.array(range).min(1),
	booleanRule: z
		.strictObject({
			condition: z.strictObject({
				type: z.string(),
				values: z.array(z.strictObject({ userEnteredValue: z.string() })).optional(),
			}),
			format: cellFormat,
		})
		.optional(),
});

export const addConditionalFormatRule: Handler = (workbook, body, refuse) => {
	const given = parse(rule, body['rule'], refuse);
	const sheets = given.ranges.map(({ sheetId }) => sheetOf(workbook, sheetId, refuse));
	if (new Set(sheets).size > 1) throw refuse('All ranges in a rule must be on the same sheet.');
	sheets[0]?.conditionalFormats.push(given);
	return {};
};

const dimensionProperties = z.strictObject({
	pixelSize: z.number().int().min(0).optional(),
	hiddenByUser: z.boolean().optional(),
});

/** Widths are not kept, nor columns that are hidden: they are read and written like others. */
export const updateDimensionProperties: Handler = (workbook, body, refuse) => {
	const given = parse(dimensionRange, body['range'], refuse);
	const sheet = sheetOf(workbook, given.sheetId, refuse);
	const { hiddenByUser = false } = parse(dimensionProperties, body['properties'], refuse);
	const fields = expandFields(String(body['fields'] ?? ''));
	const unknown = fields.find((field) => field !== '*' && !(field in dimensionProperties.shape));
	if (fields[0] === '') throw refuse("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)");
	if (unknown !== undefined) throw refuse(`Invalid field: ${unknown}`);
	const size = given.dimension === 'ROWS' ? sheet.rowCount : sheet.columnCount;
	if (given.startIndex >= size)
		throw refuse(`range.startIndex[${given.startIndex}] is beyond the last index of the grid[${size - 1}]`);
	if (given.dimension === 'ROWS' && fields.some((field) => field === '*' || field === 'hiddenByUser')) {
		const hidden = new Set(sheet.hiddenRows);
		for (let row = given.startIndex; row < (given.endIndex ?? size); row++) {
			if (hiddenByUser) hidden.add(row);
			else hidden.delete(row);
		}
		sheet.hiddenRows = hidden;
	}
	return {};
};

export const setBasicFilter: Handler = (workbook, body, refuse) => {
	const filter = parse(
		z.strictObject({
			range,
			criteria: z.unknown().optional(),
			sortSpecs: z.unknown().optional(),
			filterSpecs: z.unknown().optional(),
		}),
		body['filter'],
		refuse,
	);
	const area = parse(gridRange, filter.range, refuse);
	sheetOf(workbook, area.sheetId, refuse).basicFilter = body['filter'];
	return {};
};
