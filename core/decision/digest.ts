import type { Hash } from '../ports';
import type { Decision, JsonValue } from '../types';

/** JSON with the keys of every object in code-unit order, so that equal values have equal text (as in RFC 8785). */
export function canonicalJson(value: JsonValue): string {
	if (value === null || typeof value !== 'object') return JSON.stringify(value);
	if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	// JSON has no undefined, but an optional field may hold it; once the value has been through a ledger the field is gone.
	const fields = Object.entries<JsonValue | undefined>(value)
		.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
	return `{${fields.join(',')}}`;
}

// Array.isArray alone does not narrow a readonly array out of a union.
const isArray = (value: object): value is readonly JsonValue[] => Array.isArray(value);

/** Digest of exactly what approval will execute. It is stored with the decision when the question is asked. */
export const payloadDigest = (payload: JsonValue, hash: Hash): string => hash(canonicalJson(payload));

/** Whether what would be executed now is what was shown. False means: do not execute, ask anew. */
export const digestMatches = (decision: Decision, payload: JsonValue, hash: Hash): boolean =>
	decision.payloadDigest === payloadDigest(payload, hash);
