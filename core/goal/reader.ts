import type { Locale } from '../types';
import type { Amount } from './amount';
import type { Duration } from './duration';
import type { Lexicon } from './lexicon';
import type { Found } from './rules';
import type { RulingReader } from './ruling';
import type { SourceText } from './source';
import type { TimeContext, TimeToken } from './timeTokens';

/** What one language can read. */
export interface LocaleReader {
	readonly locale: Locale;
	readonly amounts: (source: SourceText) => Found<Amount>[];
	/** 20 for 20 %. */
	readonly percents: (source: SourceText) => Found<number>[];
	readonly numbers: (source: SourceText) => Found<number>[];
	readonly durations: (source: SourceText) => Found<Duration>[];
	readonly booleans: (source: SourceText) => Found<boolean>[];
	/** The text's tokens with points and periods folded in. */
	readonly time: (source: SourceText, context: TimeContext) => TimeToken[];
	/** Words of instructions: metrics, verbs, limits, workflows. */
	readonly goalWords: Lexicon;
	/** What is said around the names of workflows about using them. */
	readonly ruling: RulingReader;
	/** Ways to say that no money is to be spent, or that there is no budget. */
	readonly noMoney: RegExp;
	/** What says right before or after a figure that it comes on top of what there is. */
	readonly more: readonly [before: RegExp, after: RegExp];
	/** Words that multiply the figure before them, for ranges that say them once (100〜200万円). */
	readonly scales: readonly (readonly [word: string, factor: number])[];
}
