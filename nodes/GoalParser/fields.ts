import type { INodeProperties } from 'n8n-workflow';

const show = { operation: ['createGoal', 'planOnly'] };

/** Where present figures come from and who asked: fields of the operations that plan. */
export const planningFields: INodeProperties[] = [
	{
		displayName: 'State Source',
		name: 'stateSource',
		type: 'options',
		options: [
			{ name: 'Input Item', value: 'input', description: 'Fields revenue, customers, arpu … of the incoming item' },
			{ name: 'Ledger', value: 'ledger', description: 'Figures that Performance Monitor has recorded' },
			{ name: 'Whop', value: 'whop', description: 'Payments and memberships of your Whop company' },
		],
		default: 'whop',
		description: 'Where present revenue and customers are read from',
		displayOptions: { show },
	},
	{
		displayName: 'Requested By',
		name: 'requestedBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. telegram:123456789',
		description: 'Who gave the instruction, kept with the goal',
		displayOptions: { show },
	},
];

/** A repeated call is recognised by its key. */
export const idempotencyKeyField: INodeProperties = {
	displayName: 'Idempotency Key',
	name: 'idempotencyKey',
	type: 'string',
	default: '={{ $execution.id }}',
	description:
		'The same key gives the same goal, so that a repeated call does not start a second one. Without a key of your own, the sentence that the same person said on the same day gives the goal that is under way.',
	displayOptions: { show: { operation: ['createGoal'] } },
};

/** Other conditions under which Plan Only plans. */
export const whatIfField: INodeProperties = {
	displayName: 'What If',
	name: 'whatIf',
	type: 'collection',
	placeholder: 'Add Condition',
	default: {},
	description: 'Plan under other conditions than the sentence says. Nothing is saved.',
	displayOptions: { show: { operation: ['planOnly'] } },
	options: [
		{
			displayName: 'Budget',
			name: 'budgetLimit',
			type: 'number',
			default: 0,
			description: 'The most the plan may cost, in the currency of the goal',
		},
		{
			displayName: 'Deadline',
			name: 'periodEnd',
			type: 'dateTime',
			default: '',
			description: 'When the goal has to be reached',
		},
		{
			displayName: 'Exclude Workflows',
			name: 'exclude',
			type: 'string',
			default: '',
			placeholder: 'e.g. affiliate_cold_outreach, x_briefing_share',
			description: 'Keys of workflows that must not be used, separated by commas',
		},
		{
			displayName: 'Target',
			name: 'targetValue',
			type: 'number',
			default: 0,
			description: 'Another target, in the unit of the goal',
		},
	],
};
