import type { Match, RuleSpec } from '../rules';

/** A number or share; null where figures are part of something else. */
export type NumberRule = RuleSpec<{ readonly value: number | null }, null>;

const number = (match: Match, nth = 0): number => match.get('num', nth)?.value ?? 0;
const signBefore = (match: Match): number => (match.tokens[0]?.cls === 'minus' ? -1 : 1);
/** Hyphens and minus signs after the caret; a doubled one cancels out. */
const exponentSign = (match: Match): number => {
	const caret = match.tokens.findIndex(({ cls }) => cls === 'caret');
	return match.tokens.slice(caret).filter(({ cls }) => cls === 'minus' || cls === 'hyphen').length % 2 === 0 ? 1 : -1;
};
const value = (result: number): { value: number } => ({ value: Number(result.toPrecision(15)) });

const share = (match: Match): { value: number } => value(signBefore(match) * number(match));

/** Figures over figures: 4/5 after a whole number is added to it. */
const quotient = (match: Match): { value: number } | null => {
	if (match.get('num')?.key === 'tail') return null;
	const nums = match.tokens.filter(({ cls }) => cls === 'num').map((token) => token.value);
	const divisor = nums[nums.length - 1] ?? 0;
	const dividend = nums[nums.length - 2] ?? 0;
	const whole = nums.length === 3 ? (nums[0] ?? 0) : 0;
	return divisor === 0 || (nums.length === 3 && !Number.isInteger(whole))
		? null
		: value(signBefore(match) * (whole + dividend / divisor));
};

/** Numbers in English that signs tie together; words are read by the numeral reader. */
export const NUMBER_RULES: readonly NumberRule[] = [
	['<minus>?<num>', share],
	['<minus>?<num>?<num><slash><num>', quotient],
	[
		'<minus>?<num><caret><plus|minus|hyphen>{0,3}<num>',
		(match) => value(signBefore(match) * number(match) ** (exponentSign(match) * number(match, 1))),
	],
	[
		'<minus>?<num><times><num><caret><plus|minus|hyphen>{0,3}<num>',
		(match) => value(signBefore(match) * number(match) * number(match, 1) ** (exponentSign(match) * number(match, 2))),
	],
];

/** Shares in English. */
export const PERCENT_RULES: readonly NumberRule[] = [
	['<minus>?<num><hyphen>?<percent|percentof>', share],
	['<num><of>?<a><percent>', (match) => (number(match) < 1 ? share(match) : null)],
	['<minus>?<num>?<num><slash><num><percent>', quotient],
	['<percentof><num>', share],
];
