import { createLexicon } from '../lexicon';
import type { LocaleReader } from '../reader';
import { readEnglishAmounts, readEnglishNumbers, readEnglishPercents } from './readAmount';
import { readEnglishBooleans } from './readBoolean';
import { foldEnglishTime, readEnglishDurations } from './readTime';

/** Reads English. */
export const EN_READER: LocaleReader = {
	locale: 'en',
	amounts: readEnglishAmounts,
	percents: readEnglishPercents,
	numbers: readEnglishNumbers,
	durations: readEnglishDurations,
	booleans: readEnglishBooleans,
	time: foldEnglishTime,
	goalWords: createLexicon([]),
	scales: [],
};
