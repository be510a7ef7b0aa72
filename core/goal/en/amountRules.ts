import { addShare, currencyOf, type Amount } from '../amount';
import type { Match, RuleSpec } from '../rules';

type AmountRule = RuleSpec<Amount, null>;

const unit = (match: Match): string | null =>
	currencyOf(match.get('cur') ?? match.get('code') ?? match.get('sym') ?? match.get('prefix') ?? match.get('mcode'));

const plain = (match: Match): Amount => ({ value: match.get('num')?.value ?? null, currency: unit(match) });
const times =
	(factor: number) =>
	(match: Match): Amount => ({ ...plain(match), value: (match.get('num')?.value ?? 0) * factor });

/** -$5: the sign touches what follows, else it is a dash. */
const negative = (match: Match): Amount | null => {
	const sign = match.tokens[0];
	return sign && sign.end - sign.start === 1 ? times(-1)(match) : null;
};

/** "thirteen dollars and forty-five cents", "one kuai and five mao five": a last bare figure counts the next smaller share. */
const withMinor = (match: Match): Amount => {
	let value = match.get('num')?.value ?? 0;
	let share = 1;
	for (let i = 1; match.get('num', i); i++) {
		share = match.get('minor', i - 1)?.value ?? share / 10;
		value = addShare(value, match.get('num', i)?.value ?? 0, share);
	}
	return { value, currency: unit(match) };
};

/** "15 dollars 50": two figures after a whole amount are its hundredths. */
const withHundredths = (match: Match): Amount | null => {
	const whole = match.get('num')?.value ?? 0.5;
	const rest = match.get('num', 1)?.value ?? 100;
	const isCents = Number.isInteger(whole) && Number.isInteger(rest) && rest >= 10 && rest < 100;
	return isCents ? { value: addShare(whole, rest, 0.01), currency: unit(match) } : null;
};

const scaled = (match: Match): Amount | null => {
	const [factor] = match.tokens.filter(({ cls }) => cls === 'scale');
	return factor ? times(factor.value)(match) : null;
};

const multiple = (match: Match): Amount => times(match.get('mcode')?.value ?? 1)(match);

/** Amounts of money in English. */
export const AMOUNT_RULES: readonly AmountRule[] = [
	[
		'<num><hyphen>?<cur|code|sym|minor>',
		(match) => (match.get('minor') ? { value: match.get('num')?.value ?? null, currency: null } : plain(match)),
	],
	['<sym|prefix|code><num>', plain],
	['<minus><sym|prefix|code><num>', negative],
	['<minus><num><cur|code|sym>', negative],
	['<cur|minor><num>', (match) => (match.get('cur')?.value === 0 ? null : plain(match))],
	['<num><code|cur><scale>', scaled],
	['<num><mcode>', multiple],
	['<mcode><num>', multiple],
	['<sym|prefix><num><code>', (match) => ({ ...plain(match), currency: currencyOf(match.get('code')) })],
	['<num><cur|code><and>?<num><minor>(?:<num>)?', withMinor],
	['<num><cur|code><num>(?!<cur|code|sym|minor|scale|mcode>)', withHundredths],
	['<cur>', (match) => (match.get('cur')?.value === 1 ? { value: null, currency: unit(match) } : null)],
	[
		'<code>',
		(match) =>
			match.get('code')?.key === 'CNY' || match.get('code')?.key === 'USD' ? { value: null, currency: unit(match) } : null,
	],
];
