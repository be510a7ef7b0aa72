import { EN_TEXTS } from '../locale/en/goal/questions';
import { JA_TEXTS } from '../locale/ja/goal/questions';
import type { Locale } from '../types';
import { EN_READER } from './en/reader';
import { JA_READER } from './ja/reader';
import type { LocaleReader } from './reader';
import type { GoalTexts } from './texts';

/** What reads a language. */
export const readerOf = (locale: Locale): LocaleReader => (locale === 'ja' ? JA_READER : EN_READER);

/** The readers an instruction needs: Japanese ones are often mixed with English words. */
export const readersFor = (locale: Locale, text: string): readonly LocaleReader[] =>
	locale === 'ja' && /[a-z]{2}/i.test(text.normalize('NFKC')) ? [JA_READER, EN_READER] : [readerOf(locale)];

/** What a language's questions say. */
export const textsOf = (locale: Locale): GoalTexts => (locale === 'ja' ? JA_TEXTS : EN_TEXTS);
