import type { INodeProperties } from 'n8n-workflow';

/** What the node works on, and what it does with it. */
export const operations: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Decision', value: 'decision' },
			{ name: 'Decision Log', value: 'decisionLog' },
		],
		default: 'decision',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['decision'] } },
		options: [
			{
				name: 'Answer',
				value: 'answer',
				description: 'Record an answer that came in over a channel',
				action: 'Record an answer',
			},
			{
				name: 'Ask and Wait',
				value: 'sendAndWait',
				description: 'Put a question before its approvers and wait for the answer, once for all items',
				action: 'Ask and wait for an answer',
			},
			{
				name: 'Check Set-Up',
				value: 'checkSetUp',
				description:
					'Send a test question to every approver, follow its link, and say what passed, what failed and what nobody could tell',
				action: 'Check the setup',
			},
			{
				name: 'List',
				value: 'list',
				description: 'List pending and past decisions',
				action: 'List decisions',
			},
			{
				name: 'Show Page',
				value: 'page',
				description: 'Answer a webhook with the decisions page of a signed link',
				action: 'Show the decisions page',
			},
			{
				name: 'Sweep',
				value: 'sweep',
				description:
					'Remind, escalate, try other channels, close what nobody answered in time and wake whoever still waits for an answer. Run it every minute.',
				action: 'Sweep open decisions',
			},
		],
		default: 'sendAndWait',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['decisionLog'] } },
		options: [
			{
				name: 'Export CSV',
				value: 'exportCsv',
				description: 'Write the decision log into a CSV file',
				action: 'Export decisions as CSV',
			},
			{
				name: 'Get Figures',
				value: 'figures',
				description: 'Count questions and measure how long the answers took',
				action: 'Get figures about decisions',
			},
		],
		default: 'figures',
	},
];
