import type { Locale } from '../types';

const JAPANESE = /[\u3041-\u30ff\u4e00-\u9fff]/;

/** The language an instruction is in: Japanese as soon as it holds Japanese characters, since they never occur in English. */
export const detectLanguage = (text: string): Locale => (JAPANESE.test(text) ? 'ja' : 'en');
