import { CALENDAR_WORDS, RELATION_WORDS, RELATIVE_WORDS, UNIT_WORDS } from '../../locale/ja/goal/timeWords';
import { NUMERAL_WORDS } from '../../locale/ja/goal/numerals';
import { createLexicon } from '../lexicon';
import type { TimeToken } from '../timeTokens';
import type { Grammar, Scanner } from '../tokens';
import { readWrittenDate } from '../writtenDate';
import { readNumeral } from './numeral';

const scanNumber: Scanner = ({ text }, at) => {
	const numeral = readNumeral(text, at);
	return numeral && { cls: 'num', value: numeral.value, key: '', start: at, end: numeral.end };
};

const scanWrittenDate: Scanner = ({ text }, at): TimeToken | null => {
	const written = readWrittenDate(text, at, 'dayFirst');
	const dotted = written ? null : readWrittenDate(text, at, 'dayFirst', true);
	if (dotted && text.charAt(dotted.end) === 'に')
		return { cls: 'dotted', value: 0, key: '', start: at, end: dotted.end, time: { point: dotted.point } };
	return written && { cls: 'written', value: 0, key: '', start: at, end: written.end, time: { point: written.point } };
};

/** How Japanese is cut to find dates, periods and durations. */
export const JA_TIME: Grammar = {
	lexicon: createLexicon(RELATIVE_WORDS, UNIT_WORDS, CALENDAR_WORDS, RELATION_WORDS, [
		{ cls: 'noise', words: NUMERAL_WORDS.filter((word) => !/^一(昨|週)/.test(word)) },
	]),
	scanners: [scanWrittenDate, scanNumber],
};
