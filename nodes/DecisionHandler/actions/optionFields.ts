import type { INodeProperties } from 'n8n-workflow';

/** What an option asks to be typed, and its limits. */
const inputFields: INodeProperties[] = [
	{
		displayName: 'Ask For',
		name: 'input',
		type: 'options',
		options: [
			{ name: 'Nothing', value: 'none' },
			{ name: 'Number', value: 'number', description: 'For example a new budget: 40万, 400k and ¥400,000 are all understood' },
			{ name: 'Text', value: 'text' },
		],
		default: 'none',
		description: 'What has to be typed to choose this option. One option may ask, and it must approve.',
	},
	{
		displayName: 'Unit',
		name: 'unit',
		type: 'string',
		default: '',
		placeholder: 'e.g. JPY or people',
		description: 'Currency code of an amount of money, or the word for whatever is counted. Another currency is refused.',
		displayOptions: { show: { input: ['number'] } },
	},
	{
		displayName: 'Minimum',
		name: 'min',
		type: 'string',
		default: '',
		description: 'The least that is allowed. Leave empty for no limit.',
		displayOptions: { show: { input: ['number'] } },
	},
	{
		displayName: 'Maximum',
		name: 'max',
		type: 'string',
		default: '',
		description: 'The most that is allowed. Leave empty for no limit.',
		displayOptions: { show: { input: ['number'] } },
	},
	{
		displayName: 'Longest Text',
		name: 'maxLength',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1000 },
		default: 200,
		description: 'How many characters may be typed',
		displayOptions: { show: { input: ['text'] } },
	},
];

/** What an option would do, as computed before. */
const effectFields: INodeProperties[] = [
	{
		displayName: 'Spend',
		name: 'spend',
		type: 'string',
		default: '',
		placeholder: 'e.g. 300000',
		description: 'Computed cost of this option. It is shown under the label, whatever the label says. Leave empty if unknown.',
	},
	{
		displayName: 'Spend Currency',
		name: 'spendCurrency',
		type: 'string',
		default: '',
		placeholder: 'e.g. JPY',
		description: 'Leave empty for the setting CURRENCY',
	},
	{
		displayName: 'Probability',
		name: 'probability',
		type: 'string',
		default: '',
		placeholder: 'e.g. 0.8',
		description: 'Computed probability of reaching the goal with this option, from 0 to 1. Leave empty if unknown.',
	},
	{
		displayName: 'Finish Date',
		name: 'finishAt',
		type: 'dateTime',
		default: '',
		description: 'When the goal would be reached with this option. Leave empty if unknown.',
	},
];

/** The answers to choose from. */
export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Option',
	description: 'Two to four answers to choose from, at least one of them a refusal',
	default: {
		option: [
			{ label: 'Approve', outcome: 'approve' },
			{ label: 'Reject', outcome: 'reject' },
		],
	},
	options: [
		{
			displayName: 'Option',
			name: 'option',
			values: [
				{ displayName: 'Label', name: 'label', type: 'string', default: '', required: true, placeholder: 'e.g. Approve' },
				{
					displayName: 'Outcome',
					name: 'outcome',
					type: 'options',
					options: [
						{ name: 'Approve', value: 'approve', description: 'Goes on at the output Approved' },
						{ name: 'Reject', value: 'reject', description: 'Goes on at the output Rejected' },
					],
					default: 'approve',
				},
				...inputFields,
				...effectFields,
			],
		},
	],
};
