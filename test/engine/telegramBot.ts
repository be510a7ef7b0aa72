import type { IDataObject } from 'n8n-workflow';
import type { Fault, RequestRecord } from '../../sandbox/shared/faults';
import { startServers, type Servers } from '../../sandbox/servers';

/** The sandbox as far as a bot and the people in its chats go. */
export class TelegramBot {
	readonly chat: Servers['control']['chat'];
	private offset = 0;
	private seen = 0;

	private constructor(private readonly servers: Servers) {
		this.chat = servers.control.chat;
	}

	static async start(now: string): Promise<TelegramBot> {
		return new TelegramBot(await startServers({ now, telegramSecondMs: 1 }));
	}

	get token(): string {
		return this.servers.botToken;
	}

	get url(): string {
		return this.servers.telegramUrl;
	}

	/** The two people whom questions reach, by Telegram user id. */
	get users(): readonly [first: number, second: number] {
		return [this.servers.approverId, this.servers.secondApproverId];
	}

	/** Methods the bot called since the last `forget`, in order. */
	get calls(): string[] {
		return this.requests()
			.slice(this.seen)
			.map(({ path }) => path.split('/').at(-1) ?? '');
	}

	/** Begins a new test: nothing fails, nobody has blocked the bot, and what happened before does not count. */
	async forget(): Promise<void> {
		this.servers.control.clearFaults();
		for (const user of this.users) this.chat.block(user, false);
		await this.updates();
		this.seen = this.requests().length;
	}

	fail(fault: Omit<Fault, 'service'>): void {
		this.servers.control.addFault({ service: 'telegram', ...fault });
	}

	/** What Telegram delivers since the last call: what a Telegram Trigger would have for items. */
	async updates(): Promise<IDataObject[]> {
		const response = await fetch(`${this.url}/bot${this.token}/getUpdates?offset=${this.offset}`);
		const { result } = (await response.json()) as { result: (IDataObject & { update_id: number })[] };
		this.offset = (result.at(-1)?.update_id ?? this.offset - 1) + 1;
		return result;
	}

	/** Texts of the bot in a chat, oldest first. */
	texts(userId: number): string[] {
		return this.chat
			.messages(userId)
			.filter(({ fromBot }) => fromBot)
			.map(({ text }) => text);
	}

	async stop(): Promise<void> {
		await this.servers.stop();
	}

	private requests(): RequestRecord[] {
		return this.servers.control.requests('telegram').filter(({ path }) => !path.endsWith('/getUpdates'));
	}
}
