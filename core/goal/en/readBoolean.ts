import { YES_NO_WORDS } from '../../locale/en/goal/yesNo';
import { createLexicon } from '../lexicon';
import type { Found } from '../rules';
import type { SourceText } from '../source';
import { readYesNo } from '../yesNo';

const WORDS = createLexicon(YES_NO_WORDS);

/** The yes or no of an English answer. */
export const readEnglishBooleans = (source: SourceText): Found<boolean>[] => readYesNo(source, WORDS);
