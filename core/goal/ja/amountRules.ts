import { addShare, currencyOf, type Amount } from '../amount';
import type { Match, RuleSpec } from '../rules';

type AmountRule = RuleSpec<Amount, null>;

const plain = (match: Match): Amount => ({
	value: match.get('num')?.value ?? null,
	currency: currencyOf(match.get('cur') ?? match.get('code') ?? match.get('sym') ?? match.get('prefix')),
});

const negative = (match: Match): Amount => ({ ...plain(match), value: -(match.get('num')?.value ?? 0) });

/** 2ドル3セント, 50元6角3分: each later number counts in the share its minor unit names. */
const withMinor = (match: Match): Amount | null => {
	let value = match.get('num')?.value ?? 0;
	for (let i = 1, minor = match.get('minor'); minor; minor = match.get('minor', i++)) {
		const count = match.get('num', i)?.value ?? 0;
		value = addShare(value, count, minor.value);
	}
	return { value, currency: plain(match).currency };
};

const withHundredths = (match: Match): Amount | null => {
	const count = match.get('num', 1)?.value ?? 100;
	const amount = plain(match);
	return Number.isInteger(count) && count < 100 ? { ...amount, value: addShare(amount.value ?? 0, count, 0.01) } : null;
};

/** Amounts of money in Japanese. */
export const AMOUNT_RULES: readonly AmountRule[] = [
	['<num><cur|code|sym>', plain],
	['<minus><num><cur|code|sym>', negative],
	['<minus><sym|code|prefix><num>', negative],
	['<sym|code|prefix><num>', plain],
	['<cur><num>', (match) => (currencyOf(match.get('cur')) === 'JPY' || match.get('cur')?.value !== 1 ? null : plain(match))],
	['<cur><num><cur>', plain],
	['<sym|code><num><cur|code>', plain],
	['<num><cur|code>(?:<to>?<num><minor>){1,2}', withMinor],
	['<num><cur><to><num>', withHundredths],
	[
		'<num><minor>',
		(match) => (match.get('minor')?.key === 'CNY' ? null : { value: match.get('num')?.value ?? null, currency: null }),
	],
	['<cur>', (match) => (match.get('cur')?.value === 1 ? { value: null, currency: currencyOf(match.get('cur')) } : null)],
];
