import type { IHookFunctions } from 'n8n-workflow';
import { AutopilotError } from '../../../core/errors';
import { randomId } from '../../shared/signing';
import { openWhop } from '../../shared/whop';
import { seal, unseal } from './sealedSecret';
import { stateOf } from './state';

const apiKeyOf = async (context: IHookFunctions): Promise<string> =>
	String((await context.getCredentials('whopApi')).apiKey ?? '');

const eventsOf = (context: IHookFunctions): string[] => {
	const events = context.getNodeParameter('events', []) as string[];
	if (events.length > 0) return [...events].sort();
	throw new AutopilotError('PARAMETER_INVALID', '"Events" is empty: choose what the workflow is to hear of');
};

const newKey = (): string => `n8n-${randomId(20)}`;

/** Whether the webhook stands at Whop as the node wants it, and its secret is known. */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const { webhookId, sealedSecret } = stateOf(context);
	if (webhookId === undefined || unseal(sealedSecret, await apiKeyOf(context)) === null) return false;
	const { whop, client } = await openWhop(context);
	const webhook = await whop.findWebhook(client, webhookId);
	return (
		webhook !== null &&
		webhook.enabled &&
		webhook.url === context.getNodeWebhookUrl('default') &&
		JSON.stringify([...webhook.events].sort()) === JSON.stringify(eventsOf(context))
	);
}

/**
 * Makes the webhook at Whop and keeps its secret, which only this answer holds. Webhooks that an earlier registration left behind at
 * the same address are removed first: nobody knows their secrets any more.
 */
export async function register(context: IHookFunctions): Promise<boolean> {
	const state = stateOf(context);
	const url = context.getNodeWebhookUrl('default');
	if (url === undefined) throw new AutopilotError('PARAMETER_INVALID', 'n8n has no address for this webhook');
	const events = eventsOf(context);
	const { whop, client } = await openWhop(context);
	for await (const page of whop.listWebhooks(client)) {
		for (const { id } of page.filter((webhook) => webhook.url === url)) {
			await whop.deleteWebhook(client, id, newKey());
		}
	}
	const write = whop.newWebhookWrite(client.companyId(), { url, events }, newKey());
	const { id, secret } = await whop.createWebhook(client, write);
	state.webhookId = id;
	state.sealedSecret = seal(secret, await apiKeyOf(context));
	return true;
}

/** Removes the webhook at Whop. What was seen stays known, should the workflow be published again. */
export async function unregister(context: IHookFunctions): Promise<boolean> {
	const state = stateOf(context);
	const { webhookId } = state;
	if (webhookId !== undefined) {
		const { whop, client } = await openWhop(context);
		await whop.deleteWebhook(client, webhookId, newKey());
	}
	delete state.webhookId;
	delete state.sealedSecret;
	return true;
}
