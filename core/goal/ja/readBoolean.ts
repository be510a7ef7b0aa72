import { YES_NO_WORDS } from '../../locale/ja/goal/yesNo';
import { readYesNo } from '../yesNo';
import { createLexicon } from '../lexicon';
import type { Found } from '../rules';
import type { SourceText } from '../source';

const WORDS = createLexicon(YES_NO_WORDS);

/** The first yes or no of a Japanese answer. */
export const readJapaneseBooleans = (source: SourceText): Found<boolean>[] => readYesNo(source, WORDS);
