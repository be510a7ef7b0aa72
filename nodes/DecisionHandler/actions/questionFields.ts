import type { INodeProperties } from 'n8n-workflow';

const defined = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { show: { operation: ['sendAndWait'], decisionId: [''] } },
});

const level = (displayName: string, name: string, description: string): INodeProperties =>
	defined({
		displayName,
		name,
		type: 'options',
		options: [
			{ name: 'High', value: 'high' },
			{ name: 'Low', value: 'low' },
			{ name: 'Medium', value: 'medium' },
		],
		default: 'medium',
		description,
	});

/** Fields of a question that the workflow asks itself, beside those the loop asks. */
export const questionFields: INodeProperties[] = [
	defined({
		displayName: 'Question',
		name: 'question',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		// Not "required": n8n would refuse to publish a node whose Decision ID is an expression. An empty question is refused when it runs.
		placeholder: 'e.g. Refund order 1042?',
		description: 'What to ask. The language of the message follows the language of the question.',
	}),
	defined({
		displayName: 'Question Key',
		name: 'questionKey',
		type: 'string',
		default: '={{ $execution.id }}',
		description:
			'Asking the same again under the same key returns the question that is there and sends nothing; asking something else is refused. By default each execution asks once.',
	}),
	defined({
		displayName: 'Evidence',
		name: 'evidence',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description: 'Figures the question rests on, one on each line',
	}),
	defined({
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
					{ displayName: 'Label', name: 'label', type: 'string', default: '', required: true },
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
				],
			},
		],
	}),
	defined({
		displayName: 'Recommended Option',
		name: 'recommended',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 4 },
		default: 1,
		description: 'Number of the option you would choose',
	}),
	level('Risk', 'risk', 'What could go wrong if the answer is wrong'),
	level('Urgency', 'urgency', 'How soon an answer is needed'),
	defined({
		displayName: 'Quorum',
		name: 'quorum',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'How many approvers have to agree. More than one is not supported and refused.',
	}),
	defined({
		displayName: 'Hours to Answer',
		name: 'timeoutHours',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		description: 'How long to wait for an answer. 0 takes the setting DECISION_TIMEOUT.',
	}),
	defined({
		displayName: 'Approvers',
		name: 'approvers',
		type: 'string',
		default: '',
		placeholder: 'telegram:123456789, email:owner@example.com',
		description: 'Who may answer, separated by commas. Leave empty for the setting APPROVERS.',
	}),
];
