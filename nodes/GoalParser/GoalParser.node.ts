import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeCredentialDescription,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { forEachItem } from '../shared/items';
import { ledgerCredentials, ledgerProperties } from '../shared/ledgerProperties';
import { searchSpreadsheets } from '../shared/ledgerSearch';
import { type Operation, runChosen } from '../shared/operation';
import { OUTPUT } from './prepare';
import { currentTimeProperty } from '../shared/time';
import { createGoal } from './actions/createGoal.operation';
import { parseOnly } from './actions/parseOnly.operation';
import { planOnly } from './actions/planOnly.operation';
import { planningFields } from './fields';

const OPERATIONS = new Map<string, Operation>(Object.entries({ createGoal, parseOnly, planOnly }));

/** What the ledger needs, and Whop where the state of the business is read from it. */
const goalParserCredentials: INodeCredentialDescription[] = [
	...ledgerCredentials,
	{ name: 'whopApi', required: true, displayOptions: { show: { operation: ['createGoal', 'planOnly'], stateSource: ['whop'] } } },
];

/** Turns one sentence into a goal with a plan. */
export class GoalParser implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Goal Parser',
		name: 'goalParser',
		icon: { light: 'file:goalParser.svg', dark: 'file:goalParser.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Turns a sentence such as "Earn 2,000,000 JPY in one week" into a goal and a plan of your workflows',
		defaults: { name: 'Goal Parser' },
		usableAsTool: true,
		inputs: [
			NodeConnectionTypes.Main,
			{ displayName: 'Model', type: NodeConnectionTypes.AiLanguageModel, maxConnections: 1, required: false },
		],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Ready', 'Needs Decision', 'Unclear'],
		credentials: goalParserCredentials,
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Create Goal',
						value: 'createGoal',
						description: 'Read the sentence, plan, check with the policy and save the goal',
						action: 'Create a goal',
					},
					{
						name: 'Parse Only',
						value: 'parseOnly',
						description: 'Read the sentence and show what was understood. Saves nothing.',
						action: 'Parse a sentence',
					},
					{
						name: 'Plan Only',
						value: 'planOnly',
						description: 'Show the plan a sentence would get, also under other conditions. Saves nothing.',
						action: 'Plan a sentence',
					},
				],
				default: 'createGoal',
			},
			{
				displayName: 'Instruction',
				name: 'instruction',
				type: 'string',
				typeOptions: { rows: 2 },
				default: '',
				required: true,
				placeholder: 'e.g. Raise this month’s sales 20 % over last month, 1週間で200万作りたい',
				description: 'What the owner wants, in Japanese or English. It is read as text, never as an expression or a command.',
			},
			{
				displayName: 'Language',
				name: 'language',
				type: 'options',
				options: [
					{ name: 'Detect', value: 'auto' },
					{ name: 'English', value: 'en' },
					{ name: 'Japanese', value: 'ja' },
				],
				default: 'auto',
				description: 'The language of the sentence, and of questions and reports about the goal',
			},
			...planningFields,
			...[...OPERATIONS.values()].flatMap(({ fields }) => fields),
			...ledgerProperties,
			currentTimeProperty,
		],
	};

	methods = { listSearch: { searchSpreadsheets } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return forEachItem(this, 3, async (itemIndex) => runChosen(OPERATIONS, this, itemIndex), OUTPUT.unclear);
	}
}
