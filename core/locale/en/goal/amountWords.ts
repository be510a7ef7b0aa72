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
	{ cls: 'percentof', words: list('percent of|per cent of|percents of|per cents of|percentage of|percentages of|% of') },
	{ cls: 'caret', words: ['^'] },
	{ cls: 'times', words: ['x', '×', '*'] },
	{ cls: 'slash', words: ['/'] },
	{ cls: 'and', words: ['and', '&'] },
	{ cls: 'plus', words: ['+'] },
];

/** Between a part and the percent it is part of: half of a percent. */
export const PART_LINKS: readonly WordGroup[] = [
	{ cls: 'a', words: ['a'] },
	{ cls: 'of', words: ['of'] },
];
