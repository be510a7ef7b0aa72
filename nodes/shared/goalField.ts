import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { readGiven } from './given';
import { locatedText } from './locator';

/** The goal an operation is about, from the ledger's list or by its ID. */
export const goalField = (
	operations: string[],
	description = 'The goal to work on. Leave empty for all active goals.',
): INodeProperties => ({
	displayName: 'Goal',
	name: 'goalId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description,
	displayOptions: { show: { operation: operations } },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchGoals', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. g_4k2m…' },
	],
});

/** The goal's ID; empty for all of them. @throws AutopilotError PARAMETER_INVALID where an expression found nothing */
export const readGoalId = (context: IExecuteFunctions, itemIndex: number): string =>
	locatedText('Goal', readGiven(context, itemIndex, 'goalId', 'Goal'));
