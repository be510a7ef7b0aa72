import { parseInstant } from '../shared/clock';
import { invalidParameters, missingParameter } from './errors';

/** The query of a request, read the way Whop reads it: arrays are `name[]=a&name[]=b`. */
export class Query {
	constructor(private readonly values: Readonly<Record<string, unknown>>) {}

	text(name: string): string | undefined {
		const value = this.values[name];
		return typeof value === 'string' && value !== '' ? value : undefined;
	}

	/** @throws WhopApiError 400 */
	required(name: string): string {
		const value = this.text(name);
		if (value === undefined) throw missingParameter(name);
		return value;
	}

	/** Empty when not given. @throws WhopApiError 400 when the elements are indexed (`a[0]=x`), which makes no array */
	list(name: string): readonly string[] {
		const indexed = Object.keys(this.values).some((key) => key.startsWith(`${name}[`) && key !== `${name}[]`);
		if (indexed || this.values[name] !== undefined) throw invalidParameters(`${name} must be an array: use ${name}[]=…`);
		const value = this.values[`${name}[]`];
		if (value === undefined) return [];
		return Array.isArray(value) ? value.map(String) : [String(value)];
	}

	/** One of `choices`. @throws WhopApiError 400 */
	choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
		const value = this.text(name);
		if (value === undefined) return undefined;
		const found = choices.find((choice) => choice === value);
		if (found === undefined) throw invalidParameters(`${name} must be one of ${choices.join(', ')}`);
		return found;
	}

	/** Milliseconds since the epoch. @throws WhopApiError 400 */
	instant(name: string): number | undefined {
		const value = this.text(name);
		if (value === undefined) return undefined;
		if (/^\d{9,11}$/.test(value)) return Number(value) * 1000;
		try {
			return parseInstant(value);
		} catch {
			throw invalidParameters(`${name} must be an ISO 8601 timestamp`);
		}
	}

	/** A positive whole number. @throws WhopApiError 400 */
	count(name: string): number | undefined {
		const value = this.text(name);
		if (value === undefined) return undefined;
		if (!/^\d+$/.test(value) || Number(value) === 0) throw invalidParameters(`${name} must be a positive integer`);
		return Number(value);
	}
}
