import type { Match, RuleSpec } from '../rules';

/** A share in percent; null where the words name a range or no share. */
export type PercentRule = RuleSpec<{ readonly value: number | null }, null>;

const clean = (value: number): number => Number(value.toPrecision(12));

const sign = (match: Match): number => (match.get('minus') ? -1 : 1);

const percent = (match: Match): { value: number | null } => ({ value: sign(match) * (match.get('num')?.value ?? 0) });

/** 割 is a tenth, 分 a hundredth, 厘 a thousandth; 半 half a tenth. */
const tenths = (match: Match): { value: number | null } => {
	const numbers = match.tokens.filter(({ cls }) => cls === 'num');
	const factors = [10, 1, 0.1];
	const sum = numbers.reduce((total, { value }, i) => total + value * (factors[i] ?? 0), match.get('half') ? 5 : 0);
	return { value: clean(sign(match) * sum) };
};

/** A discount is what is left to pay: 8割引 is 20 % of the price. Recognizers-Text resolves discounts so. */
const discount = (match: Match): { value: number } => ({ value: clean(100 - (match.get('num')?.value ?? 0) * 10) });

/** Shares in Japanese. */
export const PERCENT_RULES: readonly PercentRule[] = [
	['<minus>?<num><percent>', percent],
	[
		'<num><tilde><num><percent>',
		(match) => (match.get('tilde') && /./.test(match.get('tilde')?.cls ?? '') ? { value: null } : null),
	],
	['<minus>?<num><wari>', tenths],
	['<num><waribiki>', discount],
	['<minus>?<num><wari><half>', tenths],
	['<minus>?<num><wari><num><bu|minor>(?:<num><rin>)?', tenths],
	['<hangaku>', () => ({ value: 50 })],
	[
		'<minus>?<num><bunno><num>',
		(match) => (match.get('num')?.value === 100 ? { value: sign(match) * (match.get('num', 1)?.value ?? 0) } : null),
	],
	[
		'<minus>?<num><slash><num>',
		(match) => (match.get('num', 1)?.value === 100 ? { value: sign(match) * (match.get('num')?.value ?? 0) } : null),
	],
];
