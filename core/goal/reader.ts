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
	/** Words that multiply the figure before them, for ranges that say them once (100〜200万円). */
	readonly scales: readonly (readonly [word: string, factor: number])[];
}
