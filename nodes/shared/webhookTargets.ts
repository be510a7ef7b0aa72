import { sleep, type IExecuteFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { postEvent, type Post, type WebhookTarget } from '../../clients/webhook/webhookClient';
import type { WebhookEvent } from '../../core/webhook/event';
import type { WebhookFormat } from '../../core/webhook/formats';
import { AutopilotError } from '../../core/errors';
import { type FullResponse, RAW_REQUEST } from './rawRequest';
import { sha256 } from './signing';

/** Posts an event to the target of this name. @throws AutopilotError CHANNEL_FAILED */
export type PostToTarget = (name: string, event: WebhookEvent) => Promise<void>;

const TIMEOUT_MS = 30_000;
const FORMATS: readonly WebhookFormat[] = ['json', 'slack', 'teams', 'line'];

/** The webhook targets of the Autopilot API credential. */
export async function openWebhooks(context: IExecuteFunctions | IWebhookFunctions): Promise<PostToTarget> {
	const { webhookTargets } = await context.getCredentials('autopilotApi');
	const targets = new Map(readTargets(webhookTargets).map((target) => [target.name, target]));
	const options = { post: n8nPost(context), hash: sha256, sleep, random: Math.random, clock: () => new Date() };
	return async (name, event) => {
		const target = targets.get(name);
		if (!target)
			throw new AutopilotError('CHANNEL_FAILED', `The Autopilot API credential has no webhook target "${name}"`, {
				channel: 'webhook',
			});
		await postEvent(target, event, options);
	};
}

/** Targets as the credential's collection holds them; what has no name is left out. */
function readTargets(collection: unknown): WebhookTarget[] {
	const entries: unknown =
		typeof collection === 'object' && collection !== null && 'target' in collection ? collection.target : [];
	if (!Array.isArray(entries)) return [];
	return entries.flatMap((entry: unknown) => {
		const fields = new Map<string, unknown>(Object.entries(typeof entry === 'object' && entry !== null ? entry : {}));
		const text = (name: string): string => String(fields.get(name) ?? '').trim();
		const format = FORMATS.find((known) => known === text('format')) ?? 'json';
		const name = text('name').toLowerCase();
		const { url, secret, token, recipient } = {
			url: text('url'),
			secret: text('secret'),
			token: text('token'),
			recipient: text('recipient'),
		};
		return name === '' ? [] : [{ name, format, url, secret, token, recipient }];
	});
}

/** A POST over n8n's own request helper, so that its proxy, certificate and address settings apply. */
const n8nPost =
	(context: IExecuteFunctions | IWebhookFunctions): Post =>
	async (url, headers, body) => {
		const full: FullResponse = await context.helpers.httpRequest({
			url,
			method: 'POST',
			headers: { ...headers },
			body,
			timeout: TIMEOUT_MS,
			...RAW_REQUEST,
			ignoreHttpStatusErrors: true,
		});
		return { status: full.statusCode, headers: full.headers };
	};
