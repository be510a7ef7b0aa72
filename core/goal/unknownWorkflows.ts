import type { CatalogEntry } from '../types';
import { textsOf } from './locales';
import { question } from './questions';
import type { ParsedInstruction, Question } from './types';

/**
 * A question for each workflow that the owner rules in or out by a name the catalog does not know. Ignoring "only TikTok" would
 * run everything else, and ignoring "not X" would run X under its other name, so neither is ever ignored.
 */
export function unknownWorkflows(
	{ constraints, locale }: Pick<ParsedInstruction, 'constraints' | 'locale'>,
	catalog: readonly Pick<CatalogEntry, 'name'>[],
): Question[] {
	const names = catalog.map(({ name }) => name);
	return constraints.flatMap((constraint): Question[] => {
		if (constraint.type !== 'only' && constraint.type !== 'exclude') return [];
		if (constraint.workflowKey !== null) return [];
		const asked = question(textsOf(locale), 'workflow_unknown', constraint.span, names);
		return [{ ...asked, text: `${constraint.name}: ${asked.text}` }];
	});
}
