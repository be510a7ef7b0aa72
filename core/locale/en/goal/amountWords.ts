import { list } from '../../words';
import type { WordGroup } from '../../../goal/lexicon';

/** Shares, signs and the words around numbers. */
export const AMOUNT_WORDS: readonly WordGroup[] = [
	{
		cls: 'percent',
		words: list(`
		%|percent|percents|per cent|per cents|percentage|percentages|pct|pc|percentage point|percentage points
		percent points
	`),
	},
	{ cls: 'percentof', words: ['percent of', 'per cent of', 'percents of', 'per cents of', 'percentage of', '% of'] },
	{ cls: 'caret', words: ['^'] },
	{ cls: 'times', words: ['x', '×', '*'] },
	{ cls: 'slash', words: ['/'] },
	{ cls: 'and', words: ['and', '&'] },
	{ cls: 'plus', words: ['+'] },
];
