import { DateTime } from 'luxon';
import { jsonParse, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { AutopilotError } from '../../core/errors';
import type { Instant } from '../../core/types';

/** Reads the fields of a collection (or of the node itself) for one item. What the user left empty is `undefined`. */
export interface FieldReader {
	text(name: string): string | undefined;
	list(name: string): string[] | undefined;
	flag(name: string): boolean | undefined;
	number(name: string): number | undefined;
	/** A date and time; without a zone it is read in the workflow's. @throws AutopilotError PARAMETER_INVALID */
	instant(name: string): Instant | undefined;
	/** The id a resource locator holds, as the list the API wants. */
	ids(name: string): string[] | undefined;
	/** The id a resource locator holds. @throws AutopilotError PARAMETER_INVALID where it is empty */
	id(name: string): string;
	/** A JSON object, typed as text or handed over by an expression. @throws AutopilotError PARAMETER_INVALID */
	object(name: string): Record<string, unknown> | undefined;
	raw(name: string): unknown;
}

/** Reads the node's own fields. */
export function nodeFields(context: IExecuteFunctions, itemIndex: number): FieldReader {
	// A field that is not shown has no value, and n8n throws for it unless there is something to fall back to.
	return reader((name) => context.getNodeParameter(name, itemIndex, ''), context.getTimezone());
}

/** Reads the fields of a collection such as "Filters". */
export function collectionFields(context: IExecuteFunctions, itemIndex: number, collection: string): FieldReader {
	const values = context.getNodeParameter(collection, itemIndex, {}) as IDataObject;
	return reader((name) => values[name], context.getTimezone());
}

function reader(raw: (name: string) => unknown, zone: string): FieldReader {
	const text = (name: string): string | undefined => {
		const value = raw(name);
		return value === undefined || value === null || String(value).trim() === '' ? undefined : String(value).trim();
	};
	const list = (value: unknown): string[] | undefined =>
		Array.isArray(value) && value.length > 0 ? value.map(String) : undefined;
	return {
		raw,
		text,
		list: (name) => list(raw(name)),
		flag: (name) => (typeof raw(name) === 'boolean' ? raw(name) === true : undefined),
		number: (name) => (text(name) === undefined ? undefined : Number(text(name))),
		instant: (name) => {
			const value = text(name);
			if (value === undefined) return undefined;
			const parsed = DateTime.fromISO(value, { zone });
			const instant = (parsed.isValid ? parsed : DateTime.fromSQL(value, { zone })).toUTC().toISO();
			if (instant === null)
				throw new AutopilotError('PARAMETER_INVALID', `"${name}" is not a date and time: ${value.slice(0, 60)}`);
			return instant;
		},
		object: (name) => (raw(name) === undefined || raw(name) === '' ? undefined : objectOf(name, raw(name))),
		ids: (name) => {
			const id = locatedId(raw(name));
			return id === '' ? undefined : [id];
		},
		id: (name) => {
			const id = locatedId(raw(name));
			if (id === '') throw new AutopilotError('PARAMETER_INVALID', `"${name}" is empty`);
			return id;
		},
	};
}

function objectOf(name: string, value: unknown): Record<string, unknown> {
	const parsed = typeof value === 'string' ? jsonParse<unknown>(value, { fallbackValue: null }) : value;
	if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
	throw new AutopilotError('PARAMETER_INVALID', `"${name}" is not a JSON object`);
}

function locatedId(value: unknown): string {
	const id = typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
	return typeof id === 'string' ? id.trim() : '';
}
