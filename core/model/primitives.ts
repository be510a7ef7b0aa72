/** ISO 8601 instant in UTC, e.g. `2026-11-20T03:00:00.000Z`. */
export type Instant = string;

/** Calendar day `YYYY-MM-DD` in the goal's time zone. */
export type Day = string;

/** IANA time zone, e.g. `Asia/Tokyo`. */
export type TimeZone = string;

/** ISO 4217 code in capitals, e.g. `JPY`. */
export type CurrencyCode = string;

/** The language of instructions, questions and reports. */
export type Locale = 'ja' | 'en';

/** An amount in major units of one currency. Amounts of different currencies are never added. */
export interface Money {
	readonly amount: number;
	readonly currency: CurrencyCode;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
