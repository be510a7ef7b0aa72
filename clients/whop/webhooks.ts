import { z } from 'zod';
import { isAutopilotError } from '../../core/errors';
import { encodeStrictly } from '../http/query';
import type { WhopClient, WhopWrite } from './whopClient';

/** A webhook as Whop keeps it. */
export interface WhopWebhook {
	readonly id: string;
	readonly url: string;
	readonly enabled: boolean;
	readonly events: readonly string[];
}

const webhookSchema = z.object({ id: z.string(), url: z.string(), enabled: z.boolean(), events: z.array(z.string()) });

/** Only the answer to the creation holds the secret. */
const newWebhookSchema = webhookSchema.extend({ webhook_secret: z.string().min(1) });

/** Webhooks of the company, page by page. */
export const listWebhooks = (client: WhopClient): AsyncGenerator<WhopWebhook[]> =>
	client.pages('/webhooks', webhookSchema, { company_id: client.companyId() });

/** One webhook, `null` where there is none (any more). */
export async function findWebhook(client: WhopClient, webhookId: string): Promise<WhopWebhook | null> {
	return await unlessGone(async () => await client.get(`/webhooks/${encodeStrictly(webhookId)}`, webhookSchema));
}

/** What making a webhook sends. Not repeated: it would be made twice, and the first one's secret lost. */
export const newWebhookWrite = (
	companyId: string,
	{ url, events }: { readonly url: string; readonly events: readonly string[] },
	idempotencyKey: string,
): WhopWrite => ({
	method: 'POST',
	path: '/webhooks',
	idempotencyKey,
	body: { url, api_version: 'v1', enabled: true, events, resource_id: companyId },
});

/** Makes a webhook. @returns it with its signing secret, which Whop never says again. */
export async function createWebhook(client: WhopClient, write: WhopWrite): Promise<WhopWebhook & { readonly secret: string }> {
	const { webhook_secret: secret, ...webhook } = await client.write(write, newWebhookSchema);
	return { ...webhook, secret };
}

/** Deletes a webhook, if it is still there. */
export async function deleteWebhook(client: WhopClient, webhookId: string, idempotencyKey: string): Promise<void> {
	const path = `/webhooks/${encodeStrictly(webhookId)}`;
	await unlessGone(async () => await client.write({ method: 'DELETE', path, idempotencyKey, repeatable: true }, z.unknown()));
}

const unlessGone = async <T>(call: () => Promise<T>): Promise<T | null> =>
	await call().catch((error: unknown) =>
		isAutopilotError(error) && error.details['status'] === 404 ? null : Promise.reject(error as Error),
	);
