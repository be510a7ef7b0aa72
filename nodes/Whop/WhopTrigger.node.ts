import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { WEBHOOK_EVENTS } from '../../clients/whop/eventNames';
import { toNodeError } from '../shared/errors';
import { isRegistered, register, unregister } from './trigger/registration';
import { eventOptions } from './eventOptions';
import { receive } from './trigger/receive';

/** Starts a workflow when something happens at Whop, and only on Whop's word for it. */
export class WhopTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Whop Trigger',
		name: 'whopTrigger',
		icon: { light: 'file:whop.svg', dark: 'file:whop.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when something happens at Whop: payments, memberships, refunds, disputes and more',
		eventTriggerDescription: 'Waiting for Whop to tell of an event',
		activationMessage: 'Whop now tells this workflow of the events you chose.',
		defaults: { name: 'Whop Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'whopApi', required: true }],
		// Without the empty `responseData` n8n would answer with a word of its own instead of what the node says.
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: '', path: 'whop' }],
		properties: [
			{
				displayName:
					'Whop must be able to reach this n8n over HTTPS (WEBHOOK_URL), and the API key needs the permission developer:manage_webhook.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				required: true,
				options: eventOptions(WEBHOOK_EVENTS),
				default: ['payment.succeeded'],
				description: 'What the workflow is to hear of. Changing it takes effect when the workflow is published.',
			},
			{
				displayName: 'Simplify',
				name: 'simplify',
				type: 'boolean',
				default: true,
				description: 'Whether to return a simplified version of the response instead of the raw data',
			},
		],
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await explained(this, isRegistered);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await explained(this, register);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await explained(this, unregister);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}

/** Puts what goes wrong at publishing into n8n's own words for it. */
async function explained(context: IHookFunctions, act: (context: IHookFunctions) => Promise<boolean>): Promise<boolean> {
	try {
		return await act(context);
	} catch (error) {
		throw toNodeError(context.getNode(), error, 0);
	}
}
