import type { IDataObject } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { AutopilotError } from '../../core/errors';
import type { DecisionInput, DecisionOption, Instant } from '../../core/types';

/** How the fields of options are read: what they leave open. */
export interface OptionDefaults {
	readonly currency: string;
	readonly timeZone: string;
}

const invalid = (what: string): AutopilotError => new AutopilotError('DECISION_INVALID', `The question cannot be asked: ${what}`);

/** A field as text. An expression may give a number or a moment where a text is typed. */
function textOf(value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number') return String(value);
	const iso = DateTime.isDateTime(value) ? value.toISO() : null;
	if (iso === null) throw invalid(`a field of its options holds ${typeof value} instead of text`);
	return iso;
}

/** A figure of an option; `null` for an empty field. */
function figure(option: IDataObject, name: string, what: string, least = -Infinity, most = Infinity): number | null {
	const text = textOf(option[name]);
	if (text === '') return null;
	const value = Number(text);
	if (!Number.isFinite(value) || value < least || value > most)
		throw invalid(`${what} is not a number that fits: "${text.slice(0, 40)}"`);
	return value;
}

/**
 * A moment as an instant: ISO 8601 or what n8n's date picker gives; without a zone it is taken in the zone given.
 * @throws AutopilotError DECISION_INVALID
 */
export function readInstant(text: string, timeZone: string, what: string): Instant {
	const moment = [DateTime.fromISO(text, { zone: timeZone }), DateTime.fromSQL(text, { zone: timeZone })].find(
		({ isValid }) => isValid,
	);
	const instant = moment?.toUTC().toISO();
	if (!instant) throw invalid(`${what} is no date: "${text.slice(0, 40)}"`);
	return instant;
}

/**
 * The options of the node's fields. Their effects are figures that the workflow computed; empty ones stay unknown.
 * @throws AutopilotError DECISION_INVALID, naming the field.
 */
export function readOptions(rows: readonly IDataObject[], { currency, timeZone }: OptionDefaults): DecisionOption[] {
	return rows.map((row, index): DecisionOption => {
		const key = String(index + 1);
		const spend = figure(row, 'spend', `the spend of option ${key}`, 0);
		const finishAt = textOf(row.finishAt);
		return {
			key,
			label: String(row.label ?? ''),
			outcome: row.outcome === 'approve' ? 'approve' : 'reject',
			effect: { type: 'none' },
			spend: spend === null ? null : { amount: spend, currency: readCurrency(textOf(row.spendCurrency) || currency, key) },
			probability: figure(row, 'probability', `the probability of option ${key}`, 0, 1),
			finishAt: finishAt === '' ? null : readInstant(finishAt, timeZone, `the finish date of option ${key}`),
		};
	});
}

function readCurrency(code: string, key: string): string {
	if (!/^[A-Z]{3}$/.test(code)) throw invalid(`the spend currency of option ${key} is no ISO 4217 code: "${code.slice(0, 20)}"`);
	return code;
}

/**
 * What one of the options asks to be typed, `null` where none does.
 * @throws AutopilotError DECISION_INVALID when several ask, or a limit is no number.
 */
export function readInputFields(rows: readonly IDataObject[]): DecisionInput | null {
	const asking = rows
		.map((row, index) => ({ row, key: String(index + 1) }))
		.filter(({ row }) => row.input === 'number' || row.input === 'text');
	const [first, ...others] = asking;
	if (!first) return null;
	if (others.length > 0) throw invalid('more than one option asks for something to be typed');
	const { row, key: option } = first;
	if (row.input === 'text') return { type: 'text', option, maxLength: figure(row, 'maxLength', 'the longest text') ?? 200 };
	return {
		type: 'number',
		option,
		min: figure(row, 'min', 'the minimum'),
		max: figure(row, 'max', 'the maximum'),
		unit: textOf(row.unit) === '' ? null : textOf(row.unit),
	};
}
