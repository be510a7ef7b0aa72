/** A run of figures and its value. */
export interface Literal {
	readonly value: number;
	readonly end: number;
	/** Written with a comma that may be a decimal sign (`5,00`): a number, but no amount. */
	readonly doubtful: boolean;
}

const GROUPED = /\d{1,3}(?:[,、]\d{3}){1,8}(?![\d])(?:\.\d{1,20})?/y;
const SPACED = /\d{1,3}(?: \d{3}){1,8}(?!\d)(?:\.\d{1,20})?/y;
const COMMA_DECIMAL = /\d{1,20}[,、]\d{1,2}(?!\d|[,、]\d)/y;
const PLAIN = /\d{1,40}(?:\.\d{1,20})?|\.\d{1,20}/y;

const take = (regex: RegExp, text: string, at: number): string | null => {
	regex.lastIndex = at;
	return regex.exec(text)?.[0] ?? null;
};

/** Reads figures at a position: `1,234.5`, `1 234`, `5,00`, `.25`. */
export function readLiteral(text: string, at: number): Literal | null {
	const code = text.charCodeAt(at);
	if (!((code >= 48 && code <= 57) || (code === 46 && text.charAt(at - 1) !== '.'))) return null;
	const grouped = take(GROUPED, text, at) ?? take(SPACED, text, at);
	if (grouped) return { value: Number(grouped.replace(/[,、 ]/g, '')), end: at + grouped.length, doubtful: false };
	const isListed = /\d[,、]$/.test(text.slice(Math.max(0, at - 2), at));
	const comma = isListed ? null : take(COMMA_DECIMAL, text, at);
	if (comma) return { value: Number(comma.replace(/[,、]/, '.')), end: at + comma.length, doubtful: true };
	const plain = take(PLAIN, text, at);
	return plain ? { value: Number(plain), end: at + plain.length, doubtful: false } : null;
}
