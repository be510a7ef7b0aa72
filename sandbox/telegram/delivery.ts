import type { Update } from 'node-telegram-bot-api';
import type { Clock } from '../shared/clock';
import type { UpdateContent } from './chat';
import { TelegramError } from './errors';

export interface Webhook {
	readonly url: string;
	readonly secretToken: string;
	readonly maxConnections: number;
}

const MAX_PENDING = 1_000;
const MAX_BACKOFF_SECONDS = 60;
const MAX_RETRY_AFTER_SECONDS = 3_600;
const RESPONSE_TIMEOUT_MS = 60_000;

/** Kinds of updates that a bot only gets when it asks for them by name do not exist here, so an empty list means all. */
type UpdateKind = 'message' | 'callback_query';

function kindOf(update: UpdateContent): UpdateKind {
	return 'message' in update ? 'message' : 'callback_query';
}

function chatOf(update: UpdateContent): number {
	return 'message' in update ? update.message.chat.id : update.callback_query.from.id;
}

/**
 * Updates on their way to the bot: to its webhook, in order per chat, again after 1, 2, 4 … seconds until it answers 2xx; or
 * to `getUpdates`.
 */
export class Delivery {
	private pending: Update[] = [];
	private webhook: Webhook | null = null;
	private allowed: readonly string[] = [];
	private lastId = 100_000_000;
	private lastError: { readonly date: number; readonly message: string } | null = null;
	/** Counts up whenever the webhook changes, so that deliveries to the former one stop. */
	private generation = 0;
	private readonly busyChats = new Set<number>();
	private poll: { readonly wake: () => void; readonly end: (error: TelegramError) => void } | null = null;
	private readonly stopped = new AbortController();
	private readonly sleepers = new Set<() => void>();
	private readonly publicAddresses = new Map<string, string>();

	constructor(
		private readonly clock: Clock,
		/** Milliseconds that count as one second of waiting: tests shorten it. */
		private readonly secondMs: number,
		/** Runs a method the bot put into its answer to an update. */
		private readonly callMethod: (body: Record<string, unknown>) => Promise<void>,
	) {}

	push(content: UpdateContent): void {
		if (this.allowed.length > 0 && !this.allowed.includes(kindOf(content))) return;
		const update: Update = { update_id: ++this.lastId, ...content };
		this.pending.push(update);
		if (this.pending.length > MAX_PENDING) this.pending.shift();
		this.poll?.wake();
		this.startDeliveries();
	}

	/** `undefined` leaves the kinds of updates as they were. */
	setAllowed(kinds: readonly string[] | undefined): void {
		if (kinds !== undefined) this.allowed = kinds;
	}

	setWebhook(webhook: Webhook | null, dropPending: boolean): void {
		this.generation++;
		this.webhook = webhook;
		this.lastError = null;
		this.busyChats.clear();
		if (dropPending) this.pending = [];
		for (const wake of this.sleepers) wake();
		this.sleepers.clear();
		this.startDeliveries();
	}

	/**
	 * Lets a server on loopback have a public address, as behind a reverse proxy: what goes to that origin is sent to this one.
	 * Telegram takes none but public HTTPS addresses, and so do others who look at the webhook's address.
	 */
	publish(publicOrigin: string, origin: string): void {
		this.publicAddresses.set(publicOrigin, origin);
	}

	currentWebhook(): Webhook | null {
		return this.webhook;
	}

	/** The Bot API's WebhookInfo. */
	info(): Record<string, unknown> {
		return {
			url: this.webhook?.url ?? '',
			has_custom_certificate: false,
			pending_update_count: this.pending.length,
			...(this.webhook === null ? {} : { max_connections: this.webhook.maxConnections, ip_address: '127.0.0.1' }),
			...(this.lastError === null ? {} : { last_error_date: this.lastError.date, last_error_message: this.lastError.message }),
			...(this.allowed.length === 0 ? {} : { allowed_updates: this.allowed }),
		};
	}

	/** Long polling. @param timeoutSeconds how long to wait when there is nothing */
	async getUpdates(offset: number, limit: number, timeoutSeconds: number): Promise<Update[]> {
		if (this.webhook !== null) {
			throw new TelegramError(
				409,
				"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
			);
		}
		this.poll?.end(
			new TelegramError(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'),
		);
		if (offset < 0) this.pending = this.pending.slice(offset);
		else if (offset > 0) this.pending = this.pending.filter((update) => update.update_id >= offset);
		if (this.pending.length === 0 && timeoutSeconds > 0) await this.waitForUpdate(timeoutSeconds);
		return this.pending.slice(0, limit);
	}

	stop(): void {
		this.stopped.abort();
		this.setWebhook(null, true);
		this.poll?.wake();
	}

	reset(): void {
		this.pending = [];
		this.lastError = null;
	}

	private waitForUpdate(timeoutSeconds: number): Promise<void> {
		return new Promise((resolve, reject) => {
			const finish = (act: () => void): void => {
				clearTimeout(timer);
				if (this.poll === handle) this.poll = null;
				act();
			};
			const handle = { wake: () => finish(resolve), end: (error: TelegramError) => finish(() => reject(error)) };
			const timer = setTimeout(handle.wake, timeoutSeconds * this.secondMs);
			this.poll = handle;
		});
	}

	private startDeliveries(): void {
		if (this.webhook === null) return;
		for (const update of this.pending) {
			const chat = chatOf(update as UpdateContent);
			if (this.busyChats.has(chat)) continue;
			this.busyChats.add(chat);
			void this.deliverChat(chat, this.webhook, this.generation);
		}
	}

	private async deliverChat(chat: number, webhook: Webhook, generation: number): Promise<void> {
		for (let failures = 0; generation === this.generation; ) {
			const update = this.pending.find((candidate) => chatOf(candidate as UpdateContent) === chat);
			if (update === undefined) break;
			const outcome = await this.post(webhook, update);
			if (generation !== this.generation) return;
			if (outcome.delivered) {
				failures = 0;
				this.pending = this.pending.filter((candidate) => candidate !== update);
				if (outcome.call !== null) await this.callMethod(outcome.call);
				continue;
			}
			this.lastError = { date: Math.floor(this.clock.now() / 1000), message: outcome.message };
			const seconds = outcome.retryAfter ?? Math.min(MAX_BACKOFF_SECONDS, 2 ** failures);
			failures++;
			await this.sleep(seconds * this.secondMs);
		}
		if (generation === this.generation) this.busyChats.delete(chat);
	}

	private sleep(millis: number): Promise<void> {
		return new Promise((resolve) => {
			const wake = (): void => {
				clearTimeout(timer);
				this.sleepers.delete(wake);
				resolve();
			};
			const timer = setTimeout(wake, millis);
			this.sleepers.add(wake);
		});
	}

	private async post(webhook: Webhook, update: Update): Promise<PostOutcome> {
		const headers: Record<string, string> = { 'Content-Type': 'application/json' };
		if (webhook.secretToken !== '') headers['X-Telegram-Bot-Api-Secret-Token'] = webhook.secretToken;
		try {
			const { origin, pathname, search } = new URL(webhook.url);
			const response = await fetch(`${this.publicAddresses.get(origin) ?? origin}${pathname}${search}`, {
				method: 'POST',
				headers,
				body: JSON.stringify(update),
				redirect: 'manual',
				signal: AbortSignal.any([this.stopped.signal, AbortSignal.timeout(RESPONSE_TIMEOUT_MS)]),
			});
			const body = await response.text();
			if (response.ok) return { delivered: true, call: methodCall(body) };
			const after = Number(response.headers.get('retry-after') ?? Number.NaN);
			return {
				delivered: false,
				message: `Wrong response from the webhook: ${response.status} ${response.statusText}`.trim(),
				retryAfter: Number.isFinite(after) && after > 0 ? Math.min(after, MAX_RETRY_AFTER_SECONDS) : null,
			};
		} catch {
			return { delivered: false, message: 'Connection refused', retryAfter: null };
		}
	}
}

type PostOutcome =
	| { readonly delivered: true; readonly call: Record<string, unknown> | null }
	| { readonly delivered: false; readonly message: string; readonly retryAfter: number | null };

/** A bot may answer an update with a call of a method, though not with one that reads or moves the webhook. */
function methodCall(body: string): Record<string, unknown> | null {
	try {
		const parsed: unknown = JSON.parse(body);
		if (typeof parsed !== 'object' || parsed === null || !('method' in parsed)) return null;
		const method = String(parsed.method).toLowerCase();
		return method.startsWith('get') || /webhook$|^close$|^logout$/.test(method) ? null : { ...parsed };
	} catch {
		return null;
	}
}
