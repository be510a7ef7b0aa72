import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** What the trigger keeps in the workflow's static data, which n8n saves in its database. */
export interface TriggerState {
	webhookId?: string;
	sealedSecret?: string;
	/** Ids of deliveries that were taken, oldest first. */
	seen?: string[];
}

/**
 * How many deliveries are remembered, at about 40 bytes each: the static data is read and written with every delivery. Whop repeats
 * an unheard delivery for three days.
 */
const REMEMBERED = 2_000;

/**
 * The same by node, in this process: n8n loads static data anew for every request, so of two that overlap neither sees what the
 * other is about to write.
 */
const seenHere = new Map<string, Set<string>>();

/** The node's part of the static data. */
export const stateOf = (context: IHookFunctions | IWebhookFunctions): TriggerState => context.getWorkflowStaticData('node');

/**
 * Remembers a delivery. @returns whether it is new. Survives a restart. Of two deliveries with one id that reach two processes
 * (n8n's queue mode with several webhook processors) within the same moment, both can be new: `event_key` is there for that.
 */
export function isNew(context: IWebhookFunctions, webhookId: string): boolean {
	const state = stateOf(context);
	const here = inThisProcess(`${context.getWorkflow().id}/${context.getNode().id}`);
	const seen = new Set([...(state.seen ?? []), ...here]);
	if (seen.has(webhookId)) return false;
	here.add(webhookId);
	forgetOldest(here);
	seen.add(webhookId);
	forgetOldest(seen);
	state.seen = [...seen];
	return true;
}

/** Takes it back, for a delivery that could not be carried out and will come again. */
export function forget(context: IWebhookFunctions, webhookId: string): void {
	const state = stateOf(context);
	inThisProcess(`${context.getWorkflow().id}/${context.getNode().id}`).delete(webhookId);
	state.seen = state.seen?.filter((id) => id !== webhookId);
}

function inThisProcess(node: string): Set<string> {
	const known = seenHere.get(node) ?? new Set<string>();
	seenHere.set(node, known);
	return known;
}

function forgetOldest(ids: Set<string>): void {
	for (const id of ids) {
		if (ids.size <= REMEMBERED) return;
		ids.delete(id);
	}
}
