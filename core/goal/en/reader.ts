import { GOAL_WORDS } from '../../locale/en/goal/goalWords';
import { METRIC_WORDS } from '../../locale/en/goal/metricWords';
import { MORE_AFTER, MORE_BEFORE, NO_MONEY } from '../../locale/en/goal/noMoney';
import { WORKFLOW_WORDS } from '../../locale/en/goal/workflowWords';
import { readRuling } from '../../locale/en/goal/ruling';
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
	goalWords: createLexicon(WORKFLOW_WORDS, METRIC_WORDS, GOAL_WORDS),
	ruling: readRuling,
	noMoney: NO_MONEY,
	more: [MORE_BEFORE, MORE_AFTER],
	scales: [
		['trillion', 1e12],
		['billion', 1e9],
		['bn', 1e9],
		['million', 1e6],
		['mil', 1e6],
		['mn', 1e6],
		['m', 1e6],
		['thousand', 1e3],
		['grand', 1e3],
		['k', 1e3],
	],
};
