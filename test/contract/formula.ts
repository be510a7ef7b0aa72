/**
 * What the summary's formulas show, for tests: the few functions of Google Sheets that they use, as Google documents them. A value
 * is a column of cells. Formulas it does not know are errors.
 */
export type Column = readonly (string | number)[];

const TOKEN =
	/\s*("(?:[^"]|"")*"|'(?:[^']|'')*'!\$[A-Z]+\$\d+:\$[A-Z]+|[A-Z]+\d+:[A-Z]+\d+|[A-Z_]+(?=\()|TRUE|FALSE|\d+|<>|[=&;()])/y;

/** In the place of a cell that cannot be computed, as Sheets shows it. */
const ERROR = '#N/A';

const compared = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
const asPattern = (text: string): RegExp => new RegExp(`^${text.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);

const FUNCTIONS: Readonly<Record<string, (...args: Column[]) => Column>> = {
	ARRAYFORMULA: (value = []) => value,
	ARRAY_CONSTRAIN: (value = [], [rows] = []) => value.slice(0, Number(rows)),
	COUNTIF: (value = [], [wanted] = []) => [value.filter((cell) => cell === wanted).length],
	FILTER: (value = [], ...tests) => {
		const found = value.filter((_, row) => tests.every((test) => test[row] === 1));
		return found.length > 0 ? found : [ERROR];
	},
	IF: (test = [], yes = [], no = []) =>
		test.map((is, row) => (is === 1 ? yes : no)[(is === 1 ? yes : no).length > 1 ? row : 0] ?? ''),
	IFERROR: (value = [], [instead] = []) => (value.includes(ERROR) ? [instead ?? ''] : value),
	LEFT: (value = [], [count] = []) => value.map((cell) => String(cell).slice(0, Number(count))),
	REGEXEXTRACT: (value = [], [pattern] = []) => value.map((cell) => new RegExp(String(pattern)).exec(String(cell))?.[0] ?? ERROR),
	SORT: (value = [], by = [], [ascending] = []) => {
		const keys = by.length === value.length && by.length > 0 && typeof by[0] !== 'number' ? by : value;
		const order = value.map((_, row) => row).toSorted((a, b) => compared(keys[a] ?? '', keys[b] ?? ''));
		return (ascending === 1 ? order : order.toReversed()).map((row) => value[row] ?? '');
	},
	SUBSTITUTE: (value = [], [from] = [], [to] = []) => value.map((cell) => String(cell).replaceAll(String(from), String(to))),
	SUMIF: (value = [], wanted = [], amounts = []) =>
		wanted.map((text) => {
			const pattern = asPattern(String(text));
			return value.reduce<number>((sum, cell, row) => sum + (pattern.test(String(cell)) ? Number(amounts[row]) : 0), 0);
		}),
	UNIQUE: (value = []) => [...new Set(value)],
};

/** Evaluates a formula. @param read gives the cells of a range as it is written in the formula */
export function evaluate(formula: string, read: (range: string) => Column): Column {
	const tokens: string[] = [];
	TOKEN.lastIndex = 1;
	while (TOKEN.lastIndex < formula.length) {
		const at = TOKEN.lastIndex;
		const token = TOKEN.exec(formula)?.[1];
		if (token === undefined) throw new Error(`Cannot read ${formula} from ${at}`);
		tokens.push(token);
	}
	const next = (): string => tokens.shift() ?? '';
	const expect = (wanted: string): void => {
		const found = next();
		if (found !== wanted) throw new Error(`${formula}: expected ${wanted}, not ${found}`);
	};
	const operand = (): Column => {
		const token = next();
		if (token.startsWith('"')) return [token.slice(1, -1).replaceAll('""', '"')];
		if (/^\d+$/.test(token)) return [Number(token)];
		if (token === 'TRUE' || token === 'FALSE') return [token === 'TRUE' ? 1 : 0];
		if (token.includes(':')) return read(token);
		const apply = FUNCTIONS[token];
		if (!apply) throw new Error(`${formula}: ${token} is no function`);
		expect('(');
		const args = [expression()];
		while (tokens[0] === ';') {
			next();
			args.push(expression());
		}
		expect(')');
		return apply(...args);
	};
	const expression = (): Column => {
		let left = operand();
		while (tokens[0] === '=' || tokens[0] === '<>' || tokens[0] === '&') {
			const operator = next();
			const right = operand();
			const size = Math.max(left.length, right.length);
			const at = (column: Column, row: number): string | number => column[column.length > 1 ? row : 0] ?? '';
			const [a, b] = [left, right];
			left = Array.from({ length: size }, (_, row) => {
				if (operator === '&') return `${at(a, row)}${at(b, row)}`;
				return (at(a, row) === at(b, row)) === (operator === '=') ? 1 : 0;
			});
		}
		return left;
	};
	const value = expression();
	if (tokens.length > 0) throw new Error(`${formula}: ${tokens.join(' ')} is left`);
	return value;
}
