import { z } from 'zod';
import { metadataView } from '../view';
import type { DeveloperMetadata } from '../workbook';
import { dimensionRange, type Handler, parse, sheetOf } from './request';

/** Of all notes of a tab with its rows and columns, or of the spreadsheet itself. */
const MAX_METADATA_CHARACTERS = 30_000;

/** Made once: zod compiles a shape when it is first used. */
const newEntry = z.object({
	metadataId: z.number().int().optional(),
	metadataKey: z.string().min(1),
	metadataValue: z.string().optional(),
	visibility: z.enum(['DOCUMENT', 'PROJECT']),
	location: z.object({
		spreadsheet: z.boolean().optional(),
		sheetId: z.number().int().optional(),
		dimensionRange: dimensionRange.optional(),
	}),
});
const metadataFilter = z.object({ developerMetadataLookup: z.looseObject({}) });

export const createMetadata: Handler = (workbook, body, refuse) => {
	const given = parse(newEntry, body['developerMetadata'], refuse);
	const { location } = given;
	const range = location.dimensionRange;
	if (range !== undefined && (range.endIndex ?? 0) - range.startIndex !== 1) {
		throw refuse('dimensionRange must span exactly one row or column');
	}
	const sheetId = range?.sheetId ?? location.sheetId ?? null;
	if (sheetId === null && location.spreadsheet !== true) throw refuse('location must be set');
	if (sheetId !== null) sheetOf(workbook, sheetId, refuse);
	const metadataId = given.metadataId ?? workbook.nextId++;
	if (workbook.metadata.some((entry) => entry.metadataId === metadataId))
		throw refuse(`Developer metadata with id ${metadataId} already exists`);
	const entry: DeveloperMetadata = {
		metadataId,
		metadataKey: given.metadataKey,
		...(given.metadataValue === undefined ? {} : { metadataValue: given.metadataValue }),
		visibility: given.visibility,
		sheetId,
		dimension: range === undefined ? null : { dimension: range.dimension, index: range.startIndex },
	};
	workbook.metadata.push(entry);
	const used = workbook.metadata
		.filter((other) => other.sheetId === sheetId)
		.reduce((sum, { metadataKey, metadataValue = '' }) => sum + metadataKey.length + metadataValue.length, 0);
	if (used > MAX_METADATA_CHARACTERS)
		throw refuse(`Developer metadata exceeds the limit of ${MAX_METADATA_CHARACTERS} characters`);
	return { developerMetadata: metadataView(entry) };
};

export const deleteMetadata: Handler = (workbook, body, refuse) => {
	const lookup = parse(metadataFilter, body['dataFilter'], refuse).developerMetadataLookup;
	const gone = workbook.metadata.filter((entry) => matchesLookup(entry, lookup));
	workbook.metadata = workbook.metadata.filter((entry) => !gone.includes(entry));
	return { deletedDeveloperMetadata: gone.map(metadataView) };
};

/** Whether an entry is what a lookup asks for. Fields that are not given ask for anything. */
export function matchesLookup(entry: DeveloperMetadata, lookup: Readonly<Record<string, unknown>>): boolean {
	const { metadataKey, metadataValue, metadataId, visibility } = entry;
	const type = metadataView(entry).location?.locationType;
	const fields: [string, unknown][] = Object.entries({ metadataKey, metadataValue, metadataId, visibility, locationType: type });
	return fields.every(([name, value]) => lookup[name] === undefined || lookup[name] === value);
}
