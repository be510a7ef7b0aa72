import type { Token } from './tokens';

/** The tokens a rule matched. */
export interface Match {
	readonly tokens: readonly Token[];
	/** The n-th (from 0) matched token of a class, or null. */
	get(cls: string, nth?: number): Token | null;
}

/** Makes a reading from a match; null when the words fit but the figures do not (a 13th month). */
export type Build<T, C> = (match: Match, context: C) => T | null;

/** A rule as the grammars write it: `<month><day>?` over token classes, alternatives as `<month|weekday>`. */
export type RuleSpec<T, C> = readonly [pattern: string, build: Build<T, C>];

interface Rule<T, C> {
	readonly regex: RegExp;
	readonly firsts: ReadonlySet<string>;
	readonly build: Build<T, C>;
}

/** Compiled rules. */
export interface RuleSet<T, C> {
	readonly codes: ReadonlyMap<string, string>;
	readonly byFirst: ReadonlyMap<string, readonly Rule<T, C>[]>;
}

/** A reading and the tokens it covers. */
export interface Found<T> {
	readonly value: T;
	readonly first: number;
	readonly last: number;
	readonly start: number;
	readonly end: number;
}

const CLASS = /<([a-z0-9|]+)>/gi;

/** Classes a match of `pattern` can begin with: a pattern is a sequence of `<a|b>` and `(?:…|…)`, each with `?`, `*` or `{m,n}`. */
function firstClasses(pattern: string): Set<string> {
	let at = 0;
	const alternatives = (): { firsts: Set<string>; optional: boolean } => {
		const all = { firsts: new Set<string>(), optional: false };
		let open = true;
		while (at < pattern.length && pattern[at] !== ')') {
			if (pattern[at] === '|') {
				all.optional ||= open;
				open = true;
				at++;
				continue;
			}
			const atom = one();
			if (open) for (const name of atom.firsts) all.firsts.add(name);
			open &&= atom.optional;
		}
		all.optional ||= open;
		return all;
	};
	const one = (): { firsts: Set<string>; optional: boolean } => {
		let atom: { firsts: Set<string>; optional: boolean };
		if (pattern.startsWith('(?:', at)) {
			at += 3;
			atom = alternatives();
			at++;
		} else {
			const close = pattern.indexOf('>', at);
			atom = { firsts: new Set(pattern.slice(at + 1, close).split('|')), optional: false };
			at = close + 1;
		}
		const mark = /^(?:[?*]|\{(\d),\d\})/.exec(pattern.slice(at, at + 5));
		if (!mark) return atom;
		at += mark[0].length;
		return { firsts: atom.firsts, optional: atom.optional || mark[1] === undefined || mark[1] === '0' };
	};
	return alternatives().firsts;
}

/** Compiles rules. Each class becomes one character, so that a sentence becomes a short string and a rule a regular expression on it. */
export function compileRules<T, C>(specs: readonly RuleSpec<T, C>[]): RuleSet<T, C> {
	const codes = new Map<string, string>();
	const code = (name: string): string => {
		const known = codes.get(name);
		if (known !== undefined) return known;
		const next = String.fromCharCode(0xe000 + codes.size);
		codes.set(name, next);
		return next;
	};
	const byFirst = new Map<string, Rule<T, C>[]>();
	for (const [pattern, build] of specs) {
		const body = pattern.replace(CLASS, (_, names: string) => `[${names.split('|').map(code).join('')}]`);
		const rule: Rule<T, C> = { regex: new RegExp(body, 'y'), firsts: firstClasses(pattern), build };
		for (const first of rule.firsts) byFirst.set(first, [...(byFirst.get(first) ?? []), rule]);
	}
	return { codes, byFirst };
}

const matchOf = (tokens: readonly Token[]): Match => ({
	tokens,
	get: (cls, nth = 0) => tokens.filter((token) => token.cls === cls)[nth] ?? null,
});

/** Applies rules from left to right: at each token the rule that takes most wins, the earlier one of equals; readings never overlap. */
export function applyRules<T, C>(rules: RuleSet<T, C>, tokens: readonly Token[], context: C): Found<T>[] {
	const sentence = tokens.map((token) => rules.codes.get(token.cls) ?? '\ue7ff').join('');
	const found: Found<T>[] = [];
	for (let at = 0; at < tokens.length; at++) {
		const token = tokens[at];
		const candidates = token && rules.byFirst.get(token.cls);
		if (!candidates) continue;
		let best: Found<T> | null = null;
		for (const rule of candidates) {
			rule.regex.lastIndex = at;
			const length = rule.regex.exec(sentence)?.[0].length ?? 0;
			const last = tokens[at + length - 1];
			if (length === 0 || !last || (best && at + length - 1 <= best.last)) continue;
			const value = rule.build(matchOf(tokens.slice(at, at + length)), context);
			if (value !== null) best = { value, first: at, last: at + length - 1, start: token.start, end: last.end };
		}
		if (!best) continue;
		found.push(best);
		at = best.last;
	}
	return found;
}
