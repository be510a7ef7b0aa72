import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { WebhookCreateResponse, WebhookEvent } from '@whop/sdk/resources/webhooks';
import { WEBHOOK_EVENTS } from '../../clients/whop/eventNames';
import { toInstant } from '../shared/clock';
import { fullDispute } from './disputes';
import { membership } from './membershipView';
import { fullPayment, fullRefund } from './paymentView';
import type { WhopContext } from './whop';

/** Events a webhook may ask for. Payments, refunds, disputes and memberships are what happens here. */
export const EVENTS = WEBHOOK_EVENTS satisfies readonly WebhookEvent[];

const RETRY_AFTER_SECONDS = [10, 20, 40] as const;
const RESPONSE_TIMEOUT_MS = 5_000;
const EVENTS_KEPT = 20_000;

/** A fresh signing secret. */
export function newSecret(): string {
	return `ws_${randomBytes(32).toString('hex')}`;
}

/** Standard Webhooks headers. Whop's key is the whole secret as text, prefix included. */
function signatureHeaders(secret: string, id: string, seconds: number, body: string): Record<string, string> {
	const signature = createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64');
	return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
}

/** Something that happened in the shop, told at most once per webhook. */
interface ShopEvent {
	readonly key: string;
	readonly type: WebhookEvent;
	readonly at: number;
	readonly data: () => unknown;
}

/** Tells webhooks what happened since they were made: at least once, again after 10, 20 and 40 seconds. */
export class WebhookSender {
	private told = new Set<string>();
	private readonly stopped = new AbortController();

	constructor(
		private readonly context: WhopContext,
		/** Milliseconds that count as one second between attempts. */
		private readonly secondMs: number,
	) {
		context.clock.onMove(() => this.tell());
	}

	/** Looks for what is new. To be called whenever the shop may have changed. */
	tell(): void {
		const hooks = this.context.catalog.webhooks.all().filter((hook) => hook.enabled);
		if (hooks.length === 0) return;
		const events = this.events();
		for (const hook of hooks) {
			const since = Date.parse(hook.created_at);
			for (const event of events) {
				const key = `${hook.id} ${event.key}`;
				if (event.at < since || !hook.events.includes(event.type) || this.told.has(key)) continue;
				this.remember(key);
				void this.deliver(hook, event);
			}
		}
	}

	stop(): void {
		this.stopped.abort();
	}

	reset(): void {
		this.told = new Set();
	}

	private remember(key: string): void {
		this.told.add(key);
		const oldest = this.told.values().next().value;
		if (this.told.size > EVENTS_KEPT && oldest !== undefined) this.told.delete(oldest);
	}

	private events(): ShopEvent[] {
		const { shop, now } = this.context;
		const events: ShopEvent[] = [];
		for (const visible of this.context.payments()) {
			const { payment } = visible;
			const data = (): unknown => fullPayment(visible, shop, now);
			const outcome = payment.failed ? 'payment.failed' : 'payment.succeeded';
			for (const type of ['payment.created', outcome] as const)
				events.push({ key: `${type} ${payment.id}`, type, at: payment.at, data });
			for (const refund of visible.refunds) {
				const type = 'refund.created';
				events.push({ key: `${type} ${refund.id}`, type, at: refund.at, data: () => fullRefund(refund, visible, shop, now) });
			}
		}
		for (const customer of this.context.customers()) {
			const view = membership(customer, shop, now, undefined);
			const data = (): unknown => view;
			events.push({ key: `activated ${view.id}`, type: 'membership.activated', at: customer.joinedAt, data });
			if (view.cancel_at_period_end && view.canceled_at !== null) {
				const type = 'membership.cancel_at_period_end_changed';
				events.push({ key: `${type} ${view.id} ${view.canceled_at}`, type, at: Date.parse(view.canceled_at), data });
			}
			if (view.status === 'canceled' || view.status === 'expired') {
				events.push({ key: `deactivated ${view.id}`, type: 'membership.deactivated', at: Date.parse(view.updated_at), data });
			}
		}
		for (const dispute of this.context.catalog.disputes.all()) {
			const type = 'dispute.created';
			events.push({ key: `${type} ${dispute.id}`, type, at: dispute.at, data: () => fullDispute(dispute, this.context) });
		}
		return events.sort((a, b) => a.at - b.at);
	}

	private async deliver(hook: WebhookCreateResponse, event: ShopEvent): Promise<void> {
		const id = `msg_${randomUUID().replaceAll('-', '')}`;
		const company_id = this.context.companyId;
		const body = JSON.stringify({
			id,
			api_version: 'v1',
			timestamp: toInstant(event.at),
			type: event.type,
			company_id,
			data: event.data(),
		});
		for (const pause of [...RETRY_AFTER_SECONDS, null]) {
			if (this.stopped.signal.aborted || (await this.post(hook, id, body)) || pause === null) return;
			await this.sleep(pause * this.secondMs);
		}
	}

	private async post(hook: WebhookCreateResponse, id: string, body: string): Promise<boolean> {
		const headers = signatureHeaders(hook.webhook_secret, id, Math.floor(Date.now() / 1000), body);
		try {
			const response = await fetch(hook.url, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json', ...headers },
				body,
				redirect: 'manual',
				signal: AbortSignal.any([this.stopped.signal, AbortSignal.timeout(RESPONSE_TIMEOUT_MS)]),
			});
			await response.body?.cancel();
			return response.ok;
		} catch {
			return false;
		}
	}

	private sleep(millis: number): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(resolve, millis);
			this.stopped.signal.addEventListener('abort', () => {
				clearTimeout(timer);
				resolve();
			});
		});
	}
}
