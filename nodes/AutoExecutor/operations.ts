import type { INodeProperties } from 'n8n-workflow';

/** What the node can do, by what it does it to. */
export const operations: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Decision', value: 'decision' },
			{ name: 'Goal', value: 'goal' },
			{ name: 'Ledger', value: 'ledger' },
		],
		default: 'goal',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['decision'] } },
		options: [
			{
				name: 'Apply Decision',
				value: 'applyDecision',
				description: 'Carry the recorded answer to a question out',
				action: 'Apply a decision',
			},
		],
		default: 'applyDecision',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['goal'] } },
		options: [
			{
				name: 'Report',
				value: 'report',
				description: 'Write the report of a goal',
				action: 'Report on goals',
			},
			{
				name: 'Review Progress',
				value: 'reviewProgress',
				description: 'Measure and forecast goals, and close those that are reached or over',
				action: 'Review progress of goals',
			},
			{
				name: 'Run Due Steps',
				value: 'runDueSteps',
				description: 'Run the workflows whose time has come',
				action: 'Run due steps',
			},
			{
				name: 'Stop Everything',
				value: 'stopEverything',
				description: 'Let nothing new start and stop what is running',
				action: 'Stop everything',
			},
		],
		default: 'runDueSteps',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['ledger'] } },
		options: [
			{
				name: 'Set Up',
				value: 'setUp',
				description: 'Make the tables of the ledger that are missing',
				action: 'Set up the ledger',
			},
		],
		default: 'setUp',
	},
];
