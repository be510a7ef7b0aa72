import fc from 'fast-check';
import { canonicalJson, digestMatches, payloadDigest } from '../../../core/decision/digest';
import type { JsonValue } from '../../../core/types';
import { decision, hash } from './fixtures';

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);

/** The same value with the keys of every object the other way round. */
const reordered = (value: JsonValue): JsonValue => {
	if (Array.isArray(value)) return value.map(reordered);
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(
		Object.entries(value)
			.reverse()
			.map(([key, field]) => [key, reordered(field as JsonValue)]),
	);
};

describe('the digest of what will be executed', () => {
	it('is JSON of the same value, whatever the order of keys', () => {
		fc.assert(
			fc.property(json, (value) => {
				expect(JSON.parse(canonicalJson(value))).toEqual(value);
				expect(canonicalJson(reordered(value))).toBe(canonicalJson(value));
			}),
		);
	});

	it('differs whenever the value differs', () => {
		fc.assert(
			fc.property(json, json, (a, b) => {
				expect(payloadDigest(a, hash) === payloadDigest(b, hash)).toBe(canonicalJson(a) === canonicalJson(b));
			}),
		);
	});

	it.each([
		['another order of keys', { b: [1, 2], a: 'x' }, true],
		['another order in a list', { a: 'x', b: [2, 1] }, false],
		['a number as text', { a: 'x', b: ['1', 2] }, false],
		['one field more', { a: 'x', b: [1, 2], c: null }, false],
	])('tells %s', (_what, payload, same) => {
		const asked = decision({ payloadDigest: payloadDigest({ a: 'x', b: [1, 2] }, hash) });
		expect(digestMatches(asked, payload, hash)).toBe(same);
	});

	it('does not change by a field that a ledger drops', () => {
		const sparse = { a: 1, b: undefined } as unknown as JsonValue;
		expect(payloadDigest(sparse, hash)).toBe(payloadDigest({ a: 1 }, hash));
	});
});
