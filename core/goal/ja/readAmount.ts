import type { Amount } from '../amount';
import { withoutLinks } from '../links';
import { applyRules, compileRules, type Found } from '../rules';
import type { SourceText } from '../source';
import { tokenise } from '../tokens';
import { JA_AMOUNT } from './amountGrammar';
import { AMOUNT_RULES } from './amountRules';
import { NUMBER_RULES } from './numberRules';
import { PERCENT_RULES } from './percentRules';

const AMOUNTS = compileRules(AMOUNT_RULES);
const PERCENTS = compileRules(PERCENT_RULES);
const NUMBERS = compileRules(NUMBER_RULES);

/** Amounts of money in a Japanese text, in order. */
export const readJapaneseAmounts = (source: SourceText): Found<Amount>[] =>
	applyRules(AMOUNTS, tokenise(source, JA_AMOUNT), null);

const readings = (found: readonly Found<{ readonly value: number | null }>[]): Found<number>[] =>
	found.flatMap((reading) => (reading.value.value === null ? [] : [{ ...reading, value: reading.value.value }]));

/** Shares in percent (20 for 20 %). */
export const readJapanesePercents = (source: SourceText): Found<number>[] =>
	readings(applyRules(PERCENTS, withoutLinks(source, tokenise(source, JA_AMOUNT)), null));

/** Plain numbers. */
export const readJapaneseNumbers = (source: SourceText): Found<number>[] =>
	readings(applyRules(NUMBERS, tokenise(source, JA_AMOUNT), null));
