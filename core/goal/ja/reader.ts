import { GOAL_WORDS } from '../../locale/ja/goal/goalWords';
import { METRIC_WORDS } from '../../locale/ja/goal/metricWords';
import { MORE_AFTER, MORE_BEFORE, NO_MONEY } from '../../locale/ja/goal/noMoney';
import { WORKFLOW_WORDS } from '../../locale/ja/goal/workflowWords';
import { readRuling } from '../../locale/ja/goal/ruling';
import { createLexicon } from '../lexicon';
import type { LocaleReader } from '../reader';
import { readJapaneseAmounts, readJapaneseNumbers, readJapanesePercents } from './readAmount';
import { foldJapaneseTime, readJapaneseDurations } from './readTime';
import { readJapaneseBooleans } from './readBoolean';

/** Reads Japanese. */
export const JA_READER: LocaleReader = {
	locale: 'ja',
	amounts: readJapaneseAmounts,
	percents: readJapanesePercents,
	numbers: readJapaneseNumbers,
	durations: readJapaneseDurations,
	booleans: readJapaneseBooleans,
	time: foldJapaneseTime,
	goalWords: createLexicon(WORKFLOW_WORDS, METRIC_WORDS, GOAL_WORDS),
	ruling: readRuling,
	noMoney: NO_MONEY,
	more: [MORE_BEFORE, MORE_AFTER],
	scales: [
		['兆', 1e12],
		['億', 1e8],
		['千万', 1e7],
		['百万', 1e6],
		['万', 1e4],
		['千', 1e3],
		['k', 1e3],
	],
};
