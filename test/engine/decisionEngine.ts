import type { INodeType } from 'n8n-workflow';
import { AutopilotApi } from '../../credentials/AutopilotApi.credentials';
import { DecisionHandler } from '../../nodes/DecisionHandler/DecisionHandler.node';
import { FakeSmtp } from '../../sandbox/mail/fakeSmtp';
import { Engine } from './harness';
import { TelegramBot } from './telegramBot';
import { WebhookReceiver } from './webhookReceiver';

/** What the tests' credentials sign links and buttons with. */
export const SIGNING_SECRET = 'engine-tests-signing-secret-0123456789';

/** An engine whose nodes reach people over each channel: the sandbox's Telegram, a mail server and a webhook `team` of our own. */
export class DecisionEngine {
	private constructor(
		readonly engine: Engine,
		readonly bot: TelegramBot,
		readonly smtp: FakeSmtp,
		readonly receiver: WebhookReceiver,
	) {}

	/** @param now time of the sandbox's clock; `signingSecret` is read when the engine starts. */
	static async start(
		now: string,
		{ nodes = [new DecisionHandler()], signingSecret = SIGNING_SECRET }: { nodes?: INodeType[]; signingSecret?: string } = {},
	): Promise<DecisionEngine> {
		const bot = await TelegramBot.start(now);
		const smtp = await FakeSmtp.start();
		const receiver = await WebhookReceiver.start('team');
		const engine = await Engine.start({
			nodes,
			credentialTypes: [new AutopilotApi()],
			credentials: (baseUrl) => ({
				autopilotApi: { baseUrl, apiKey: 'key', signingSecret, webhookTargets: { target: [receiver.target] } },
				smtp: { host: '127.0.0.1', port: smtp.port, secure: false, disableStartTls: true },
				telegramApi: { accessToken: bot.token, baseUrl: bot.url },
			}),
		});
		return new DecisionEngine(engine, bot, smtp, receiver);
	}

	/** Begins a new test: nothing fails and nothing has been received. */
	async forget(): Promise<void> {
		this.smtp.received.length = 0;
		this.smtp.down = false;
		this.receiver.forget();
		await this.bot.forget();
	}

	async stop(): Promise<void> {
		await this.engine.stop();
		await this.bot.stop();
		await this.smtp.stop();
		await this.receiver.stop();
	}
}
