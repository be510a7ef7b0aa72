/** Which operation a URL means, and the parts of it, decoded. */
export interface Route {
	readonly operation: string;
	readonly spreadsheetId: string;
	/** The range, or the id of metadata or a tab. */
	readonly target: string;
}

const PATH =
	/^\/v4\/spreadsheets(?:\/([^/:]+))?(?::([a-zA-Z]+))?(?:\/(values|developerMetadata|sheets)(?::([a-zA-Z]+))?(?:\/(.+?))?)?$/;
const VERBS = new Set(['append', 'clear', 'copyTo']);

function decoded(text: string): string | null {
	try {
		return decodeURIComponent(text);
	} catch {
		return null;
	}
}

/** `null` for a path that Google does not have. */
export function readRoute(method: string, url: string): Route | null {
	const match = PATH.exec((url.split('?')[0] ?? '').replace(/%3A(?=[a-zA-Z]+$)/i, ':'));
	if (match === null) return null;
	const [, id, verb, collection, collectionVerb, rest] = match;
	// A range may contain colons: only a known verb at its end is one.
	const end = rest === undefined ? null : /^(.*):([a-zA-Z]+)$/s.exec(rest);
	const restVerb = end?.[2] !== undefined && VERBS.has(end[2]) ? end[2] : undefined;
	const target = decoded((restVerb === undefined ? rest : end?.[1]) ?? '');
	const spreadsheetId = decoded(id ?? '');
	if (target === null || spreadsheetId === null) return null;
	const name = [collection ?? 'spreadsheets', verb ?? collectionVerb ?? restVerb].filter(Boolean).join(':');
	const shape = id === undefined ? 'all' : rest === undefined ? 'one' : 'item';
	return { operation: `${method} ${name} ${shape}`, spreadsheetId, target };
}
