import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeCredentialDescription,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { errorJson, toNodeError } from '../shared/errors';
import { forEachItem, type Routed } from '../shared/items';
import { ledgerCredentials, ledgerProperties } from '../shared/ledgerProperties';
import { ledgerSearch } from '../shared/ledgerSearch';
import type { Operation } from '../shared/operation';
import { currentTimeProperty } from '../shared/time';
import { answer } from './actions/answer.operation';
import { checkSetUp } from './actions/checkSetUp.operation';
import { exportCsv } from './actions/exportCsv.operation';
import { figures } from './actions/figures.operation';
import { list } from './actions/list.operation';
import { page } from './actions/page.operation';
import { sendAndWait, sendAndWaitFields } from './actions/sendAndWait.operation';
import { sweep } from './actions/sweep.operation';
import { operations } from './operations';
import { handleWebhook } from './waitingWebhook';

const OPERATIONS = new Map<string, Operation>(Object.entries({ answer, checkSetUp, exportCsv, figures, list, page, sweep }));

/** Names of the outputs by operation. Output 0 of a waiting node is what n8n takes when the time is over. */
const OUTPUT_NAMES: Readonly<Record<string, readonly string[]>> = {
	sendAndWait: ['No Answer', 'Approved', 'Rejected'],
	answer: ['Recorded', 'Refused', 'Not an Answer'],
	checkSetUp: ['Checks'],
	exportCsv: ['File'],
	figures: ['Figures'],
	list: ['Decisions'],
	page: ['Page'],
	sweep: ['Swept', 'Unreachable'],
};

/** Where an answer goes that could not be recorded. */
const REFUSED = 1;

const waitingWebhook = (httpMethod: 'GET' | 'POST'): IWebhookDescription => ({
	name: 'default',
	httpMethod,
	responseMode: 'onReceived',
	responseData: '',
	path: '={{ $nodeId }}',
	restartWebhook: true,
	isFullPath: true,
});

/** Where the waiting execution is reached. It registers nothing at another service, so it needs no life cycle. */
const waitingWebhooks: IWebhookDescription[] = [waitingWebhook('GET'), waitingWebhook('POST')];

/** The ledger's, and those of the channels: each is needed only where an approver is reached over it. */
const credentials: INodeCredentialDescription[] = [
	...ledgerCredentials,
	{ name: 'telegramApi', displayOptions: { show: { operation: ['sendAndWait', 'answer', 'checkSetUp', 'sweep'] } } },
	{ name: 'smtp', displayOptions: { show: { operation: ['sendAndWait', 'checkSetUp', 'sweep'] } } },
];

/** Asks people, takes their answers, and lets the execution that asked go on. */
export class DecisionHandler implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Decision Handler',
		name: 'decisionHandler',
		icon: { light: 'file:decisionHandler.svg', dark: 'file:decisionHandler.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Asks people over Telegram, email or webhooks, waits for their answer and records it once',
		defaults: { name: 'Decision Handler' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: `={{ (${JSON.stringify(OUTPUT_NAMES)})[$parameter["operation"]].map((displayName) => ({ type: "main", displayName })) }}`,
		waitingNodeTooltip: 'Waiting for a person to answer',
		credentials,
		webhooks: waitingWebhooks,
		properties: [
			...operations,
			...sendAndWaitFields,
			...answer.fields,
			...checkSetUp.fields,
			...exportCsv.fields,
			...figures.fields,
			...list.fields,
			...sweep.fields,
			...ledgerProperties,
			currentTimeProperty,
		],
	};

	methods = { listSearch: ledgerSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const name = String(this.getNodeParameter('operation', 0));
		const operation = OPERATIONS.get(name);
		if (operation) {
			const execute = async (itemIndex: number): Promise<readonly Routed[]> => operation.execute(this, itemIndex);
			return forEachItem(this, OUTPUT_NAMES[name]?.length ?? 1, execute, name === 'answer' ? REFUSED : 0);
		}
		try {
			return await sendAndWait(this);
		} catch (error) {
			if (!this.continueOnFail()) throw toNodeError(this.getNode(), error, 0);
			return [[{ json: errorJson(error), pairedItem: { item: 0 } }], [], []];
		}
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return handleWebhook(this);
	}
}
