import { createLexicon } from '../lexicon';
import type { LocaleReader } from '../reader';

/** Reads English. */
export const EN_READER: LocaleReader = {
	locale: 'en',
	amounts: () => [],
	percents: () => [],
	numbers: () => [],
	durations: () => [],
	booleans: () => [],
	time: () => [],
	goalWords: createLexicon([]),
	scales: [],
};
