import type { Amount } from '../amount';
import { applyRules, compileRules, type Found } from '../rules';
import type { SourceText } from '../source';
import { withoutLinks } from '../links';
import { tokenise } from '../tokens';
import { EN_NUMBER, moneyTokens } from './amountGrammar';
import { AMOUNT_RULES } from './amountRules';
import { NUMBER_RULES, PERCENT_RULES } from './numberRules';

const AMOUNTS = compileRules(AMOUNT_RULES);
const NUMBERS = compileRules(NUMBER_RULES);
const PERCENTS = compileRules(PERCENT_RULES);

/** Amounts of money in an English text, in order. */
export const readEnglishAmounts = (source: SourceText): Found<Amount>[] => applyRules(AMOUNTS, moneyTokens(source), null);

type Reading = Found<{ readonly value: number | null }>;
const readings = (found: readonly Reading[]): Found<number>[] =>
	found.flatMap((reading) => (reading.value.value === null ? [] : [{ ...reading, value: reading.value.value }]));

/** Plain numbers. */
export const readEnglishNumbers = (source: SourceText): Found<number>[] =>
	readings(applyRules(NUMBERS, tokenise(source, EN_NUMBER), null));

/** Shares in percent (20 for 20 %). */
export const readEnglishPercents = (source: SourceText): Found<number>[] =>
	readings(applyRules(PERCENTS, withoutLinks(source, tokenise(source, EN_NUMBER)), null));
