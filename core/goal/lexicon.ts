/** Words of one class, as the locale folders list them. `value` and `key` mean what the class says. */
export interface WordGroup {
	readonly cls: string;
	readonly value?: number;
	readonly key?: string;
	readonly words: readonly string[];
}

/** A word as found. */
export interface Entry {
	readonly cls: string;
	readonly value: number;
	readonly key: string;
}

interface Node {
	readonly next: Map<number, Node>;
	entry: Entry | null;
}

/** All words of a locale for one purpose, ready to be looked up at a position. */
export interface Lexicon {
	readonly root: Node;
}

const isLetter = (code: number): boolean =>
	(code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 0xc0 && code <= 0x24f);

/** Builds a lexicon. Of a word listed twice the first listing counts. */
export function createLexicon(...lists: readonly (readonly WordGroup[])[]): Lexicon {
	const root: Node = { next: new Map(), entry: null };
	for (const group of lists.flat()) {
		const entry: Entry = { cls: group.cls, value: group.value ?? 0, key: group.key ?? '' };
		for (const word of group.words) {
			let node = root;
			for (let i = 0; i < word.length; i++) {
				const code = word.charCodeAt(i);
				let child = node.next.get(code);
				if (!child) {
					child = { next: new Map(), entry: null };
					node.next.set(code, child);
				}
				node = child;
			}
			node.entry ??= entry;
		}
	}
	return { root };
}

/**
 * The longest word of the lexicon at a position of lower-case text. Latin words must begin and end where a word does;
 * a digit may touch them (`3h`, `oct2`).
 */
export function findWord(lexicon: Lexicon, lower: string, at: number): { readonly entry: Entry; readonly end: number } | null {
	if (isLetter(lower.charCodeAt(at)) && at > 0 && isLetter(lower.charCodeAt(at - 1))) return null;
	let node = lexicon.root;
	let found: { entry: Entry; end: number } | null = null;
	for (let i = at; i < lower.length; i++) {
		const child = node.next.get(lower.charCodeAt(i));
		if (!child) break;
		node = child;
		if (node.entry && !(isLetter(lower.charCodeAt(i)) && isLetter(lower.charCodeAt(i + 1))))
			found = { entry: node.entry, end: i + 1 };
	}
	return found;
}
