import { list } from '../../words';
import type { WordGroup } from '../../../goal/lexicon';

const ONES = list('one|two|three|four|five|six|seven|eight|nine');
const TEENS = list('ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen');
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ORDINAL_ONES = list('first|second|third|fourth|fifth|sixth|seventh|eighth|ninth');
const ORDINAL_TEENS = list('tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth');
const ORDINAL_TENS = ['twentieth', 'thirtieth', 'fortieth', 'fiftieth', 'sixtieth', 'seventieth', 'eightieth', 'ninetieth'];
const SCALES: readonly (readonly [number, ...string[]])[] = [
	[1e3, 'thousand'],
	[1e5, 'lakh', 'lac'],
	[1e6, 'million'],
	[1e7, 'crore'],
	[1e9, 'billion'],
	[1e12, 'trillion'],
];

const group = (cls: string, value: number, words: readonly string[]): WordGroup => ({ cls, value, words });

/** Number words. Ordinals double as denominators; `key` `s` marks the plural, which only a denominator has. */
export const NUMERAL_WORDS: readonly WordGroup[] = [
	...ONES.map((word, i) => group('one', i + 1, [word])),
	...TEENS.map((word, i) => group('teen', i + 10, [word])),
	group('teen', 14, ['forteen']),
	...TENS.map((word, i) => group('ten', (i + 2) * 10, [word])),
	group('ten', 40, ['fourty']),
	group('ten', 90, ['ninty']),
	group('zero', 0, ['zero', 'nought', 'naught', 'nil']),
	group('hundred', 100, ['hundred', 'hundreds']),
	...SCALES.map(([value, ...words]) =>
		group(
			'scale',
			value,
			words.flatMap((word) => [word, `${word}s`]),
		),
	),
	group('scale', 1e3, ['k']),
	group('scale', 1e6, ['mil', 'mio', 'mn', 'mln']),
	group('scale', 1e9, ['bn', 'bln', 'bil']),
	group('scale', 1e12, ['tn', 'tln', 'trn']),
	...[ORDINAL_ONES, ORDINAL_TEENS, ORDINAL_TENS].flatMap((words, kind) =>
		words.flatMap((word, i): WordGroup[] => {
			const value = kind === 0 ? i + 1 : kind === 1 ? i + 10 : (i + 2) * 10;
			const cls = ['ordone', 'ordteen', 'ordten'][kind] ?? 'ordone';
			return [
				{ cls, value, words: [word] },
				{ cls, value, key: 's', words: [`${word}s`] },
			];
		}),
	),
	{ cls: 'ordhundred', value: 100, words: ['hundredth'] },
	{ cls: 'ordhundred', value: 100, key: 's', words: ['hundredths'] },
	...SCALES.flatMap(([value, word = '']): WordGroup[] => [
		{ cls: 'ordscale', value, words: [`${word}th`] },
		{ cls: 'ordscale', value, key: 's', words: [`${word}ths`] },
	]),
	group('half', 0.5, ['half', 'halves']),
	group('quarter', 0.25, ['quarter']),
	{ cls: 'quarter', value: 0.25, key: 's', words: ['quarters'] },
	group('a', 1, ['a', 'an']),
	group('and', 0, ['and', '&']),
	group('point', 0, ['point']),
	group('over', 0, ['over']),
	group('outof', 0, ['out of']),
	group('dozen', 12, ['dozen', 'dozens', 'doz', 'dozs', 'dz']),
	group('minus', -1, ['minus', 'negative']),
];

/** Scale words after a currency: 75 USD million. */
export const SCALE_WORDS: readonly WordGroup[] = SCALES.map(([value, ...words]) =>
	group(
		'scale',
		value,
		words.flatMap((word) => [word, `${word}s`]),
	),
);

/** Words after which "one" stands for a thing: this one, the next one. */
export const PRONOUN_BEFORE_ONE: ReadonlySet<string> = new Set([
	'this',
	'that',
	'which',
	'each',
	'every',
	'another',
	'no',
	'any',
	'some',
	'the',
	'next',
	'last',
	'other',
	'first',
	'good',
	'new',
	'old',
	'right',
	'wrong',
]);

/** Single letters that multiply figures: always, and only in capitals or before the end of a word. */
export const LETTER_SCALES: ReadonlyMap<string, number> = new Map([
	['k', 1e3],
	['K', 1e3],
	['M', 1e6],
	['G', 1e9],
	['B', 1e9],
	['b', 1e9],
	['T', 1e12],
]);
