import { createLexicon } from '../lexicon';
import type { LocaleReader } from '../reader';
import { readEnglishAmounts, readEnglishNumbers, readEnglishPercents } from './readAmount';
import { readEnglishBooleans } from './readBoolean';

/** Reads English. */
export const EN_READER: LocaleReader = {
	locale: 'en',
	amounts: readEnglishAmounts,
	percents: readEnglishPercents,
	numbers: readEnglishNumbers,
	durations: () => [],
	booleans: readEnglishBooleans,
	time: () => [],
	goalWords: createLexicon([]),
	scales: [],
};
