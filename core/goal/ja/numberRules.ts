import type { Match, RuleSpec } from '../rules';

/** A number; null where figures are part of something else (a share, a measure). */
export type NumberRule = RuleSpec<{ readonly value: number | null }, null>;

const number = (match: Match, nth = 0): number => match.get('num', nth)?.value ?? 0;
const flips = (match: Match): number => match.tokens.filter(({ cls }) => cls === 'minus').length;
/** Minus signs before the first number, or after it. */
const signBefore = (match: Match): number => (match.tokens[0]?.cls === 'minus' ? -1 : 1);
const signAfter = (match: Match): number => ((flips(match) - (signBefore(match) < 0 ? 1 : 0)) % 2 === 0 ? 1 : -1);
const value = (result: number): { value: number } => ({ value: result });
/** 半分, 半数; 半 alone begins many words. */
const isHalfWord = (match: Match): boolean => {
	const half = match.get('halfnum');
	return half !== null && half.end - half.start > 1;
};
const nothing = (): { value: null } => ({ value: null });

/** 「−1.1の−−23乗」: a doubled minus in an exponent cancels out; the base keeps its sign only when it is not part of the power. */
const power = (match: Match): { value: number } =>
	value(signBefore(match) * number(match) ** (signAfter(match) * number(match, 1)));
const scientific = (match: Match): { value: number } =>
	value(signBefore(match) * number(match) * number(match, 1) ** (signAfter(match) * number(match, 2)));
const fraction = (match: Match): { value: number } =>
	value((flips(match) % 2 === 0 ? 1 : -1) * (number(match, 1) / number(match)));

/** Numbers in Japanese: fractions, mixed numbers, powers, dozens. */
export const NUMBER_RULES: readonly NumberRule[] = [
	['<minus>?<num>', (match) => value(signBefore(match) * number(match))],
	['<minus>?<num><approx>', (match) => value(signBefore(match) * number(match))],
	['<minus>?<num><bunno><minus>?<num>', fraction],
	[
		'<minus>?<num><to><num><bunno><num>',
		(match) => value(signBefore(match) * (number(match) + number(match, 2) / number(match, 1))),
	],
	[
		'<minus>?<unitfraction><num>',
		(match) => value((signBefore(match) * number(match)) / (match.get('unitfraction')?.value ?? 1)),
	],
	[
		'<minus>?<num><to><unitfraction><num>',
		(match) => value(signBefore(match) * (number(match) + number(match, 1) / (match.get('unitfraction')?.value ?? 1))),
	],
	['<minus>?<num><slash><num>', (match) => value(signBefore(match) * (number(match) / number(match, 1)))],
	[
		'<minus>?<num><to><num><slash><num>',
		(match) => value(signBefore(match) * (number(match) + number(match, 1) / number(match, 2))),
	],
	['<minus>?<num><no|caret><minus|plus>{0,3}<num><jou>', power],
	['<minus>?<num><caret><minus|plus>{0,3}<num>', power],
	['<minus>?<num><times><num><no|caret><minus|plus>{0,3}<num><jou>', scientific],
	['<minus>?<num><times><num><caret><minus|plus>{0,3}<num>', scientific],
	['<num><dozen>', (match) => value(number(match) * 12)],
	['<half|halfnum><dozen>', () => value(6)],
	['<num><to><num><dozen>', (match) => value(number(match) + number(match, 1) * 12)],
	['<minus>?<num><to><halfnum>', (match) => (isHalfWord(match) ? value(signBefore(match) * (number(match) + 0.5)) : null)],
	['<halfnum>', (match) => (isHalfWord(match) ? value(0.5) : null)],
	['<minus>?<num><percent|measure|wari|waribiki>', nothing],
];
