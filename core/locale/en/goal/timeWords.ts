import { list } from '../../words';
import type { WordGroup } from '../../../goal/lexicon';

const MONTHS = [
	'january|jan',
	'february|feb',
	'march|mar',
	'april|apr',
	'may',
	'june|jun',
	'july|jul',
	'august|aug',
	'september|sept|sep',
	'october|oct',
	'november|nov',
	'december|dec',
];
const WEEKDAYS = [
	'monday|mon',
	'tuesday|tues|tue',
	'wednesday|wednes|wed|weds',
	'thursday|thurs|thur|thu',
	'friday|fri',
	'saturday|satur|sat',
	'sunday|sun',
];
/** Names that are everyday words too: they need a neighbour that shows what is meant. */
const WEAK = new Set(['may', 'march', 'mar', 'sun', 'sat', 'wed', 'mon', 'dec', 'jan']);

const names = (cls: string, value: number, forms: string): WordGroup[] =>
	forms
		.split('|')
		.flatMap((word): WordGroup[] => [
			{ cls, value, key: WEAK.has(word) && word !== 'jan' && word !== 'dec' ? 'weak' : '', words: [word, `${word}.`] },
			...(cls === 'weekday' && word.length > 5 ? [{ cls, value, words: [`${word}s`, `${word}'s`] }] : []),
		]);

/** Months, weekdays, seasons, parts of years. */
export const CALENDAR_WORDS: readonly WordGroup[] = [
	...MONTHS.flatMap((forms, i) => names('month', i + 1, forms)),
	...WEEKDAYS.flatMap((forms, i) => names('weekday', i + 1, forms)),
	{ cls: 'season', value: 3, words: ['spring'] },
	{ cls: 'season', value: 6, words: ['summer'] },
	{ cls: 'season', value: 9, words: ['fall', 'autumn'] },
	{ cls: 'season', value: 12, words: ['winter'] },
	...[1, 2, 3, 4].map((value): WordGroup => ({ cls: 'quartername', value, words: [`q${value}`] })),
	...[1, 2].map((value): WordGroup => ({ cls: 'halfname', value, words: [`h${value}`] })),
	...['twenties', 'thirties', 'forties', 'fifties', 'sixties', 'seventies', 'eighties', 'nineties'].map(
		(word, i): WordGroup => ({ cls: 'decade', value: (i + 2) * 10, words: [word] }),
	),
	{ cls: 'decade', value: 0, words: ['noughties', 'aughts', 'two thousands', 'naughties'] },
	{ cls: 'decade', value: 10, words: ['tens', 'teens'] },
	{ cls: 'holiday', value: 101, words: ["new year's day", 'new years day', 'new year day'] },
	{ cls: 'holiday', value: 214, words: ["valentine's day", 'valentines day'] },
	{ cls: 'holiday', value: 704, words: ['independence day'] },
	{ cls: 'holiday', value: 1031, words: ['halloween'] },
	{ cls: 'holiday', value: 1111, words: ["veterans' day", 'veterans day', "singles' day", 'singles day'] },
	{ cls: 'holiday', value: 1224, words: ['christmas eve', 'xmas eve'] },
	{ cls: 'holiday', value: 1225, words: ['christmas', 'xmas', 'christmas day', 'xmas day'] },
	{ cls: 'holiday', value: 1231, words: ["new year's eve", 'new years eve'] },
];

/** Lengths of time. `key` is the unit. */
export const UNIT_WORDS: readonly WordGroup[] = [
	{ cls: 'unit', key: 'second', words: ['seconds', 'sec', 'secs', 's'] },
	{ cls: 'unit', key: 'minute', words: ['minute', 'minutes', 'min', 'mins'] },
	{ cls: 'unit', key: 'hour', words: ['hour', 'hours', 'hr', 'hrs', 'h'] },
	{ cls: 'unit', key: 'day', words: ['day', 'days', 'night', 'nights', "day's", "days'"] },
	{
		cls: 'unit',
		key: 'businessDay',
		words: list(`
		business day|business days|working day|working days|workday|workdays|work day|work days|week day
		week days|weekday|weekdays
	`),
	},
	{ cls: 'unit', key: 'week', words: ['week', 'weeks', 'wk', 'wks', "week's", "weeks'"] },
	{ cls: 'unit', key: 'weekend', words: ['weekend', 'weekends', "weekend's"] },
	{ cls: 'unit', key: 'fortnight', words: ['fortnight', 'fortnights'] },
	{ cls: 'unit', key: 'month', words: ['month', 'months', 'mo', 'mos', "month's", "months'"] },
	{ cls: 'unit', key: 'quarter', words: ['quarter', 'quarters', "quarter's", 'qtr'] },
	{
		cls: 'unit',
		key: 'year',
		words: list("year|years|yr|yrs|year's|years'|y|fiscal year|financial year|calendar year"),
	},
	{ cls: 'unit', key: 'decade', words: ['decade', 'decades'] },
	{ cls: 'unit', key: 'century', words: ['century', 'centuries'] },
	{ cls: 'few', value: 2, words: ['couple', 'couple of', 'couples of'] },
	{ cls: 'few', value: 3, words: ['few', 'several', 'some'] },
	{ cls: 'a', value: 1, words: ['a', 'an'] },
	{ cls: 'another', value: 1, words: ['another', 'one more', 'additional', 'more'] },
	{ cls: 'whole', value: 1, words: ['all', 'full', 'whole', 'entire', 'all of the', 'all the'] },
	{ cls: 'half', words: ['half'] },
];

/** Days counted from today, and what shifts a week, month or year. */
export const RELATIVE_WORDS: readonly WordGroup[] = [
	{
		cls: 'rel',
		value: 0,
		words: list(`
		today|today's|now|right now|this day|same day|the same day|current day|the current day|tonight|the day
		that day
	`),
	},
	{
		cls: 'rel',
		value: 1,
		words: list(`
		tomorrow|tomorow|tmr|tmrw|tomorrows|tomorrow's|next day|the next day|following day|the following day
		day after|the day after
	`),
	},
	{
		cls: 'rel',
		value: 2,
		words: ['the day after tomorrow', 'day after tomorrow', 'the day after tmr', 'day after tmr', 'the day after the next'],
	},
	{
		cls: 'rel',
		value: -1,
		words: [
			'yesterday',
			"yesterday's",
			'last day',
			'the last day',
			'previous day',
			'the previous day',
			'day before',
			'the day before',
		],
	},
	{ cls: 'rel', value: -2, words: ['the day before yesterday', 'day before yesterday'] },
	{ cls: 'mod', value: 0, words: ['this', 'current', 'same', 'present', 'this current'] },
	{
		cls: 'mod',
		value: 1,
		words: ['next', 'following', 'the following', 'the next'],
	},
	{ cls: 'mod', value: 1, key: 'soon', words: ['upcoming', 'coming', 'this coming', 'this upcoming'] },
	{
		cls: 'mod',
		value: -1,
		words: list('last|past|previous|prior|preceding|the last|the past|this past|the previous'),
	},
];

/** Words that tie expressions of time together. */
export const RELATION_WORDS: readonly WordGroup[] = [
	{ cls: 'the', words: ['the', 'my', 'our', 'your', 'his', 'her', 'their', 'that'] },
	{ cls: 'of', words: ['of', 'of the', 'of my', 'of our'] },
	{ cls: 'in', words: ['in', 'in the'] },
	{ cls: 'on', words: ['on'] },
	{ cls: 'for', words: ['for'] },
	{ cls: 'from', words: ['from', 'since'] },
	{ cls: 'to', words: ['to', 'until', 'till', 'through', 'thru', 'til', 'up to', 'thorugh'] },
	{ cls: 'between', words: ['between'] },
	{ cls: 'and', words: ['and', '&'] },
	{ cls: 'within', words: ['within', 'inside', 'in less than', 'in under'] },
	{ cls: 'during', words: ['during'] },
	{ cls: 'ago', words: ['ago', 'previously', 'back'] },
	{ cls: 'later', words: ['later', 'hence', 'from this moment'] },
	{ cls: 'future', words: ['in the future', 'into the future', 'hence'] },
	{ cls: 'after', words: ['after'] },
	{ cls: 'before', words: ['before'] },
	{ cls: 'more', words: ['more than', 'over', 'at least', 'longer than', 'greater than'] },
	{ cls: 'less', words: ['less than', 'under', 'up to', 'no more than', 'at most', 'shorter than', 'fewer than'] },
	{ cls: 'part', key: 'early', words: ['early', 'early in', 'early in the'] },
	{ cls: 'part', key: 'mid', words: ['mid', 'mid of', 'mid-'] },
	{ cls: 'part', key: 'late', words: ['late', 'late in', 'late in the'] },
	{
		cls: 'partof',
		key: 'early',
		words: ['beginning of', 'start of', 'the beginning of', 'the start of', 'beginning of the', 'start of the'],
	},
	{ cls: 'partof', key: 'mid', words: ['middle of', 'the middle of', 'middle of the'] },
	{ cls: 'partof', key: 'late', words: ['end of', 'the end of', 'end of the', 'the end of the', 'ending of'] },
	{ cls: 'laterthis', words: ['later in', 'later on'] },
	{ cls: 'earlierthis', words: ['earlier', 'earlier in'] },
	{ cls: 'rest', words: ['rest of', 'rest', 'the rest of', 'remainder of', 'the remainder of', 'rest of the', 'remaining'] },
	{
		cls: 'starting',
		words: list(`
		starting|beginning|starting on|beginning on|starting from|commencing|beginning from|starting with|as of
		effective|with|containing|including
	`),
	},
	{ cls: 'todate', words: ['to date', 'to-date', 'till date'] },
	{ cls: 'afternext', words: ['after the next', 'after next', 'following the next'] },
	{ cls: 'p', key: 'comma', words: [',', "'"] },
	{ cls: 'p', words: ['.', '-', '/', '--', '~'] },
];
