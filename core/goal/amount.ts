import type { Token } from './tokens';

/** An amount of money as said. `value` is null for a currency named without an amount; `currency` null where the name is shared. */
export interface Amount {
	readonly value: number | null;
	readonly currency: string | null;
}

/** The currency a token names: an ISO 4217 code, or null where several share the name. */
export const currencyOf = (token: Token | null): string | null => (token === null || token.key === '' ? null : token.key);

/** Adds without the noise of binary fractions: 2222 + 13 × 0.01 is 2222.13. */
export const addShare = (whole: number, count: number, share: number): number => Number((whole + count * share).toPrecision(15));
