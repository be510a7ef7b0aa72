import type { CatalogEntry } from '../types';
import { textsOf } from './locales';
import { question } from './questions';
import type { ParsedInstruction, Question } from './types';

/**
 * A question for each workflow that the owner names, or rules in or out, by a name the catalog does not know. Ignoring "only TikTok"
 * would run everything else, and ignoring "not X" would run X under its other name, so neither is ever ignored.
 */
export function unknownWorkflows(
	{ constraints, workflows, locale }: Pick<ParsedInstruction, 'constraints' | 'workflows' | 'locale'>,
	catalog: readonly Pick<CatalogEntry, 'name'>[],
): Question[] {
	const names = catalog.map(({ name }) => name);
	const ruled = constraints.flatMap((constraint) =>
		constraint.type === 'only' || constraint.type === 'exclude' ? [constraint] : [],
	);
	return [...ruled, ...workflows]
		.filter(({ workflowKey }) => workflowKey === null)
		.map(({ name, span }): Question => {
			const asked = question(textsOf(locale), 'workflow_unknown', span, names);
			return { ...asked, text: `${name}: ${asked.text}` };
		});
}
