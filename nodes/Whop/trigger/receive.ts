import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isAutopilotError } from '../../../core/errors';
import { toNodeError } from '../../shared/errors';
import { eventItem } from '../eventItem';
import { openWhop } from '../../shared/whop';
import { unseal } from './sealedSecret';
import { forget, isNew, stateOf } from './state';

/** What a refused call is told. The reason is in the log only where it would help a forger. */
const REFUSALS = {
	'no secret': [503, 'This webhook has no secret yet'],
	'no body': [400, 'The body is missing or no JSON'],
	unsigned: [401, 'The webhook-id, webhook-timestamp or webhook-signature header is missing'],
	forged: [401, 'The signature does not fit'],
	stale: [401, 'The timestamp is more than five minutes away'],
	malformed: [422, 'The event has an unknown shape'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

type Refusal = keyof typeof REFUSALS;

/**
 * Takes a delivery: checks its signature over the raw body, its age and whether it was taken before, and only then starts the
 * workflow. A refused call is logged without anything it brought but the id it claims. A repeated one is answered with 200, since
 * anything else would make Whop send it again.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = context.getRequestObject();
	const header = (name: string): string | undefined => {
		const value = request.headers[name];
		return Array.isArray(value) ? value.join(' ') : value;
	};
	const webhookId = (header('webhook-id') ?? '').slice(0, 80);
	const facts = { node: context.getNode().name, workflowId: context.getWorkflow().id, webhookId };
	const refuse = (reason: Refusal, detail?: string): IWebhookResponseData => {
		const [status, message] = REFUSALS[reason];
		context.logger.warn(`Whop Trigger refused a call: ${reason}`, { ...facts, reason, status, ...(detail && { detail }) });
		context.getResponseObject().status(status).json({ error: message });
		return { noWebhookResponse: true };
	};
	const done = (outcome: 'duplicate' | 'ignored'): IWebhookResponseData => {
		context.logger.info(`Whop Trigger started nothing: ${outcome}`, facts);
		return { webhookResponse: { ok: true, [outcome]: true } };
	};

	const { apiKey } = await context.getCredentials('whopApi');
	const secret = unseal(stateOf(context).sealedSecret, String(apiKey ?? ''));
	if (!secret) return refuse('no secret', 'publish the workflow again');
	const rawBody: unknown = request.rawBody;
	if (!Buffer.isBuffer(rawBody) || rawBody.length === 0) return refuse('no body');
	const { whop, environment } = await openWhop(context);
	const check = whop.checkSignature({ header, rawBody }, secret, Date.now());
	if (!check.accepted) return refuse(check.reason);

	try {
		const simplify = context.getNodeParameter('simplify', true) === true;
		const event = whop.readEvent(parsed(rawBody), check.webhookId, simplify);
		if (!(context.getNodeParameter('events', []) as string[]).includes(event.type)) return done('ignored');
		if (!isNew(context, check.webhookId)) return done('duplicate');
		// Answered here and not by n8n: it saves static data with the answer, and where it gives the answer itself it starts the execution
		// first, which takes the mark off that the data has changed. What was seen would then be forgotten with the process.
		context.getResponseObject().status(200).json({ ok: true });
		return { workflowData: [[{ json: eventItem(event, environment) }]], noWebhookResponse: true };
	} catch (error) {
		if (!isAutopilotError(error)) throw toNodeError(context.getNode(), error, 0);
		// Whop sends it again for days: time to mend what does not understand it.
		forget(context, check.webhookId);
		return refuse('malformed', error.message);
	}
}

/** The body as JSON, `null` where it is none. */
function parsed(rawBody: Buffer): unknown {
	try {
		return JSON.parse(rawBody.toString('utf8'));
	} catch {
		// Told to the caller as an envelope of an unknown shape, which it refuses.
		return null;
	}
}
