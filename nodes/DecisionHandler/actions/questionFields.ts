import type { INodeProperties } from 'n8n-workflow';
import { optionsField } from './optionFields';

const defined = (property: INodeProperties, more: Readonly<Record<string, string[]>> = {}): INodeProperties => ({
	...property,
	displayOptions: { show: { operation: ['sendAndWait'], decisionId: [''], ...more } },
});

/** Only where more than one approver has to agree. */
const forSeveral = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { show: { operation: ['sendAndWait'], decisionId: [''] }, hide: { quorum: [1] } },
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
	defined(optionsField),
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
		displayName: 'Approvers',
		name: 'approvers',
		type: 'string',
		default: '',
		placeholder: 'e.g. telegram:123456789, email:owner@example.com',
		description:
			'Who may answer, separated by commas, in the order in which they are asked. Leave empty for the setting APPROVERS.',
	}),
	defined({
		displayName: 'Channel Order',
		name: 'channelOrder',
		type: 'fixedCollection',
		placeholder: 'Add Channel',
		typeOptions: { multipleValues: true, sortable: true },
		default: {},
		description:
			'Which channel is tried first for approvers who have several addresses in the setting APPROVER_CHANNELS. When one fails, the next is tried; channels that are not listed come last. Leave empty for the setting CHANNEL_ORDER.',
		options: [
			{
				displayName: 'Channel',
				name: 'channel',
				values: [
					{
						displayName: 'Channel',
						name: 'name',
						type: 'options',
						options: [
							{ name: 'Email', value: 'email' },
							{ name: 'Telegram', value: 'telegram' },
							{ name: 'Webhook', value: 'webhook' },
						],
						default: 'telegram',
					},
				],
			},
		],
	}),
	defined({
		displayName: 'Quorum',
		name: 'quorum',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'How many approvers have to choose the same approving option. One refusal refuses at once.',
	}),
	forSeveral({
		displayName:
			'List each person over one channel only: somebody who is listed twice could agree twice. The first vote of each approver stands.',
		name: 'quorumNotice',
		type: 'notice',
		default: '',
	}),
	forSeveral({
		displayName: 'Requested By',
		name: 'requestedBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. telegram:123456789',
		description: 'Who asks for it, written like an approver. Their own vote does not count.',
	}),
	defined({
		displayName: 'Deadline',
		name: 'deadlineBy',
		type: 'options',
		options: [
			{ name: 'After Some Hours', value: 'hours' },
			{ name: 'At a Date', value: 'date' },
		],
		default: 'hours',
		description: 'Until when the question can be answered',
	}),
	defined(
		{
			displayName: 'Hours to Answer',
			name: 'timeoutHours',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: 0,
			description: 'How long to wait for an answer. 0 takes the setting DECISION_TIMEOUT.',
		},
		{ deadlineBy: ['hours'] },
	),
	defined(
		{
			displayName: 'Answer By',
			name: 'deadlineAt',
			type: 'dateTime',
			default: '',
			description: 'Last moment to answer. Without a zone it is taken in the time zone of the workflow.',
		},
		{ deadlineBy: ['date'] },
	),
	defined({
		displayName: 'When Nobody Answers',
		name: 'expiry',
		type: 'options',
		options: [
			{ name: 'Do Nothing', value: 'nothing', description: 'The items leave at No Answer, and nothing was decided' },
			{
				name: 'Take a Harmless Option',
				value: 'option',
				description: 'The items still leave at No Answer, with this option as the answer of nobody',
			},
		],
		default: 'nothing',
		description: 'What happens once the deadline has passed',
	}),
	defined(
		{
			displayName: 'Harmless Option',
			name: 'expiryOption',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 4 },
			default: 2,
			description: 'Number of the option that stands when nobody answers. One that spends money is refused.',
		},
		{ expiry: ['option'] },
	),
];
