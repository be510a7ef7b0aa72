import { DateTime } from 'luxon';
import { jsonParse, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { AutopilotError } from '../../core/errors';
import type { CurrencyCode, Instant } from '../../core/types';
import { isEmpty, isExpression } from '../shared/given';
import { locatedText } from '../shared/locator';

/**
 * Reads the fields of a collection (or of the node itself) for one item. What the user left out is `undefined`. Every method throws
 * AutopilotError PARAMETER_INVALID for a value of another kind, and for what is set but empty: an expression that found nothing, an
 * option that was added and not filled in. n8n checks neither, and what is dropped without a word widens a filter, lifts a limit or
 * takes the whole amount.
 */
export interface FieldReader {
	text(name: string): string | undefined;
	/** One of the values a field offers. */
	choice<const T extends string>(name: string, values: readonly T[]): T | undefined;
	/** Some of them. */
	choices<T extends string>(name: string, values: readonly T[]): T[] | undefined;
	flag(name: string): boolean | undefined;
	number(name: string): number | undefined;
	/** An ISO 4217 code, or another of three to eight letters, in capitals. */
	currency(name: string): CurrencyCode | undefined;
	/** A date and time; without a zone it is read in the workflow's. */
	instant(name: string): Instant | undefined;
	/** The id a resource locator holds, as the list the API wants. */
	ids(name: string): string[] | undefined;
	/** The id a resource locator holds; it must hold one. */
	id(name: string): string;
	/** A JSON object, typed as text or handed over by an expression. */
	object(name: string): Record<string, unknown> | undefined;
	raw(name: string): unknown;
}

/** Reads the node's own fields. */
export function nodeFields(context: IExecuteFunctions, itemIndex: number): FieldReader {
	// A field that is not shown has no value, and n8n throws for it unless there is something to fall back to.
	return reader({
		raw: (name) => context.getNodeParameter(name, itemIndex, ''),
		emptyBecause: (name) =>
			isExpression(context.getNodeParameter(name, itemIndex, '', { rawExpressions: true })) ? FOUND_NOTHING : null,
		zone: context.getTimezone(),
	});
}

/** Reads the fields of a collection such as "Filters". */
export function collectionFields(context: IExecuteFunctions, itemIndex: number, collection: string): FieldReader {
	const values = context.getNodeParameter(collection, itemIndex, {}) as IDataObject;
	const added = context.getNodeParameter(collection, itemIndex, {}, { rawExpressions: true }) as IDataObject;
	return reader({
		raw: (name) => values[name],
		emptyBecause: (name) =>
			isExpression(added[name]) ? FOUND_NOTHING : name in added ? 'is empty: fill it in or remove it' : null,
		zone: context.getTimezone(),
	});
}

const FOUND_NOTHING = 'has no value: its expression found nothing';

/** Where the fields are read from. */
interface Source {
	readonly raw: (name: string) => unknown;
	/** What is wrong with an empty field that the user has set; `null` for one that was left out. */
	readonly emptyBecause: (name: string) => string | null;
	/** The workflow's. */
	readonly zone: string;
}

/** Longest part of a wrong value that a message repeats. */
const LONGEST_SHOWN = 60;

const shown = (value: unknown): string =>
	(typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, LONGEST_SHOWN);

/** Where the editor says something else than the name of the field. */
const LABELS: Readonly<Record<string, string>> = { cancelOptions: 'Cancellation Reasons', order: 'Sort By', query: 'Search' };

/** What the editor writes above a field: `createdAfter` is `Created After`, `planId` is `Plan`. */
const labelOf = (name: string): string =>
	LABELS[name] ??
	name
		.replace(/Id$/, '')
		.replace(/[A-Z]/g, ' $&')
		.replace(/_/g, ' ')
		.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

const refused = (name: string, why: string): AutopilotError =>
	new AutopilotError('PARAMETER_INVALID', `"${labelOf(name)}" ${why}`);

/** What must be there. @throws AutopilotError PARAMETER_INVALID */
export function stated<T>(name: string, value: T | undefined): T {
	if (value === undefined) throw refused(name, 'is empty');
	return value;
}

function reader({ raw, emptyBecause, zone }: Source): FieldReader {
	const invalid = (name: string, expected: string): AutopilotError => refused(name, `is not ${expected}: ${shown(raw(name))}`);
	const noChoice = (name: string, value: unknown): AutopilotError => refused(name, `has no choice "${shown(value)}"`);
	/** `undefined` for what is left out, whatever its kind. */
	const given = (name: string): unknown => {
		const value = raw(name);
		if (!isEmpty(value)) return value;
		const why = emptyBecause(name);
		if (why !== null) throw refused(name, why);
		return undefined;
	};
	const text = (name: string): string | undefined => {
		const value = given(name);
		if (typeof value === 'object') throw invalid(name, 'a text');
		return value === undefined ? undefined : String(value).trim();
	};
	const choice = <const T extends string>(name: string, values: readonly T[]): T | undefined => {
		const value = text(name);
		const known = values.find((each) => each === value);
		if (known === undefined && value !== undefined) throw noChoice(name, value);
		return known;
	};
	const choices = <T extends string>(name: string, values: readonly T[]): T[] | undefined => {
		const value = given(name);
		if (value === undefined) return undefined;
		const list: unknown[] = Array.isArray(value) ? value : [value];
		const known = list.map((wanted) => {
			const found = values.find((each) => each === wanted);
			if (found === undefined) throw noChoice(name, wanted);
			return found;
		});
		return known;
	};
	const located = (name: string): string => (given(name) === undefined ? '' : locatedText(labelOf(name), raw(name)));
	return {
		raw,
		text,
		choice,
		choices,
		flag: (name) => {
			const value = given(name);
			if (value !== undefined && typeof value !== 'boolean') throw invalid(name, 'true or false');
			return value;
		},
		number: (name) => {
			const value = text(name);
			if (value !== undefined && !Number.isFinite(Number(value))) throw invalid(name, 'a number');
			return value === undefined ? undefined : Number(value);
		},
		currency: (name) => {
			const code = text(name)?.toUpperCase();
			if (code !== undefined && !/^[A-Z]{3,8}$/.test(code)) throw invalid(name, 'a currency code such as JPY');
			return code;
		},
		instant: (name) => {
			const value = text(name);
			if (value === undefined) return undefined;
			const parsed = DateTime.fromISO(value, { zone });
			const instant = (parsed.isValid ? parsed : DateTime.fromSQL(value, { zone })).toUTC().toISO();
			if (instant === null) throw invalid(name, 'a date and time');
			return instant;
		},
		object: (name) => {
			const value = given(name);
			if (value === undefined) return undefined;
			const parsed = typeof value === 'string' ? jsonParse<unknown>(value, { fallbackValue: null }) : value;
			if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw invalid(name, 'a JSON object');
			return { ...parsed };
		},
		ids: (name) => {
			const id = located(name);
			return id === '' ? undefined : [id];
		},
		id: (name) => {
			const id = located(name);
			if (id === '') throw refused(name, 'is empty');
			return id;
		},
	};
}
