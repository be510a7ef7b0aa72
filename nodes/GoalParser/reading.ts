import type { IExecuteFunctions } from 'n8n-workflow';
import { readInstruction } from '../../core/goal/readInstruction';
import type { ParsedInstruction } from '../../core/goal/types';
import type { Settings } from '../../core/settings';
import type { CatalogEntry, Instant } from '../../core/types';

/** The outputs of the node. */
export const OUTPUT = { ready: 0, needsDecision: 1, unclear: 2 } as const;

/** Reads the item's sentence against the settings and the catalog's names. Never throws on what the sentence says. */
export function readText(
	context: IExecuteFunctions,
	itemIndex: number,
	settings: Settings,
	catalog: readonly CatalogEntry[],
	now: Instant,
): ParsedInstruction {
	const language = context.getNodeParameter('language', itemIndex, 'auto');
	return readInstruction(String(context.getNodeParameter('instruction', itemIndex, '')), {
		now,
		timeZone: settings.timeZone,
		language: language === 'ja' || language === 'en' ? language : 'auto',
		defaultCurrency: settings.currency,
		workflows: catalog.map(({ workflowKey, name }) => ({ key: workflowKey, name })),
	});
}
