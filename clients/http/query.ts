/** A query parameter. Lists become `a[]=1&a[]=2` (brackets) or `a=1&a=2` (repeat). */
export type QueryValue = string | number | boolean | readonly (string | number)[];

/** Percent-encodes everything RFC 3986 reserves: `encodeURIComponent` leaves `!'()*`, which n8n's API refuses in a parameter. */
export const encodeStrictly = (text: string): string =>
	encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The query part of a URL, with its question mark, or an empty string. Written here rather than left to the transport, because
 * transports differ in how they encode (axios leaves `:` and `,` as they are) and in how they write lists.
 */
export function queryString(query: Readonly<Record<string, QueryValue | undefined>>, arrayFormat: 'brackets' | 'repeat'): string {
	const pairs = Object.entries(query).flatMap(([name, value]): string[] => {
		if (value === undefined) return [];
		const list = typeof value === 'object';
		const key = encodeStrictly(list && arrayFormat === 'brackets' ? `${name}[]` : name);
		return (list ? value : [value]).map((item) => `${key}=${encodeStrictly(String(item))}`);
	});
	return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
