import type { FastifyInstance } from 'fastify';
import { Business } from './business/business';
import { DEMO_SEED } from './business/economy';
import type { Knobs } from './business/model';
import { installBusinessRoutes } from './business/server';
import { Control } from './control';
import { installControlRoutes } from './controlRoutes';
import { FakeSmtp } from './mail/fakeSmtp';
import { installMailPage } from './mail/mailPage';
import { createClock, parseInstant } from './shared/clock';
import { Faults, installFaults, type FaultHooks } from './shared/faults';
import { createServer, listen } from './shared/listen';
import { omit } from './shared/omit';
import { SheetsControl } from './sheets/control';
import { faultError as sheetsFault } from './sheets/errors';
import { Tokens } from './sheets/oauth';
import { Quota } from './sheets/quota';
import { installSheetsRoutes } from './sheets/server';
import { SpreadsheetStore } from './sheets/store';
import { ChatDriver } from './telegram/chatDriver';
import { errorBody, faultError as telegramFault } from './telegram/errors';
import { createBot, installTelegramRoutes } from './telegram/server';
import { CatalogItems } from './whop/catalog';
import { faultError as whopFault } from './whop/errors';
import { installWhopRoutes } from './whop/server';
import { WebhookSender } from './whop/webhooks';
import { WhopContext } from './whop/whop';

export interface ServersOptions {
	/** Default `DEMO_SEED`. */
	readonly seed?: number;
	/** Default `JPY`. */
	readonly currency?: 'JPY' | 'USD';
	/** Virtual time of the first moment, ISO 8601. */
	readonly now: string;
	/** How the world differs from the ordinary one. */
	readonly scenario?: Partial<Knobs>;
	/** Milliseconds that count as one second between Telegram's attempts to reach the webhook. Default 1000. */
	readonly telegramSecondMs?: number;
	/** The same for Whop's webhooks. */
	readonly whopSecondMs?: number;
	/** Fixed ports; any free ones otherwise. */
	readonly ports?: Partial<Record<'business' | 'whop' | 'telegram' | 'sheets', number>>;
}

/** Where everything is, and what opens it. Addresses have no slash at the end. */
export interface Servers {
	/** With `/api/v1`, as the client library wants it. */
	readonly whopUrl: string;
	readonly telegramUrl: string;
	readonly sheetsUrl: string;
	readonly businessUrl: string;
	/** The approver's phone. */
	readonly chatUrl: string;
	/** Where e-mails are taken, and read. */
	readonly smtpPort: number;
	readonly mailUrl: string;
	/** OAuth token endpoint for the Sheets emulator. */
	readonly tokenUrl: string;
	readonly botToken: string;
	readonly whopApiKey: string;
	readonly companyId: string;
	/** Telegram user id of the approver. */
	readonly approverId: number;
	/** A second person, to whom questions can escalate. */
	readonly secondApproverId: number;
	readonly spreadsheetId: string;
	/** An access token that never expires. */
	readonly sheetsToken: string;
	readonly sheetsRefreshToken: string;
	readonly control: Control;
	/** Gives a server on loopback a public HTTPS address, under which Telegram reaches its webhook. Both are origins. */
	publish(publicOrigin: string, origin: string): void;
	stop(): Promise<void>;
}

const BOT_TOKEN = '7000000001:AAEsandboxSandboxSandboxSandboxSand';
const WHOP_API_KEY = 'apik_sandbox_0000000000000000';
const COMPANY_ID = 'biz_sandboxgrowthlab';
const APPROVER = { id: 100_000_001, name: '佐藤 オーナー' } as const;
const SECOND_APPROVER = { id: 100_000_002, name: '鈴木 副責任者' } as const;
const SPREADSHEET_ID = '1sandboxAutopilotLedger000000000000000000000';
const FORBIDDEN_SPREADSHEET_ID = '1sandboxForbidden000000000000000000000000000';
const SHEETS_TOKEN = 'ya29.sandbox-standing-token';
const SHEETS_REFRESH_TOKEN = '1//sandbox-refresh-token';
const WHOP_REQUESTS_PER_MINUTE = 600;
const MEBIBYTE = 1024 * 1024;

/** Starts the simulated business and the services around it on 127.0.0.1. @throws RangeError when `now` is no instant */
export async function startServers(options: ServersOptions): Promise<Servers> {
	const seed = options.seed ?? DEMO_SEED;
	const clock = createClock(parseInstant(options.now));
	const business = new Business(seed, options.currency ?? 'JPY', clock, options.scenario);
	const faults = new Faults();
	const bot = createBot(clock, options.telegramSecondMs ?? 1_000);
	for (const { id, name } of [APPROVER, SECOND_APPROVER]) bot.chats.addUser(id, name);
	const whop = new WhopContext(business, clock, COMPANY_ID, new CatalogItems());
	const whopWebhooks = new WebhookSender(whop, options.whopSecondMs ?? 1_000);
	const store = new SpreadsheetStore(SPREADSHEET_ID, FORBIDDEN_SPREADSHEET_ID);
	const tokens = new Tokens(SHEETS_TOKEN, SHEETS_REFRESH_TOKEN);
	const quota = new Quota();
	const smtp = await FakeSmtp.start();
	const control = new Control({
		seed,
		clock,
		business,
		faults,
		chat: new ChatDriver(bot.chats),
		sheets: new SheetsControl(store, quota, tokens),
		dispute: (paymentId, reason) => {
			const { id } = whop.catalog.disputes.add({
				id: whop.nextId('dspt'),
				paymentId: whop.payment(paymentId).payment.id,
				at: clock.now(),
				status: 'needs_response',
				reason,
			});
			whopWebhooks.tell();
			return id;
		},
		mails: () => smtp.received,
		webhooks: () => whop.catalog.webhooks.all().map(({ id, url, webhook_secret: secret }) => ({ id, url, secret })),
		dropUpdates: () => bot.delivery.reset(),
		resetServices: () => {
			bot.chats.reset();
			bot.delivery.reset();
			bot.files.reset();
			whop.reset();
			whopWebhooks.reset();
			store.reset();
			quota.set({ readsPerMinute: null, writesPerMinute: null });
			smtp.received.length = 0;
		},
	});

	const apps = {
		business: faulty(createServer(MEBIBYTE), {
			service: 'business',
			exempt: (url) => url.startsWith('/control') || url.startsWith('/mail'),
			answer: (status, retryAfter) => ({
				body: { error: { code: status === 429 ? 'rate_limited' : 'unavailable', message: 'The service is told to fail' } },
				...(retryAfter === undefined ? {} : { headers: { 'Retry-After': String(retryAfter) } }),
			}),
		}),
		whop: faulty(createServer(MEBIBYTE), {
			service: 'whop',
			answer: (status, retryAfter) => ({ body: whopFault(status, retryAfter).body }),
		}),
		telegram: faulty(createServer(60 * MEBIBYTE), {
			service: 'telegram',
			exempt: (url) => url.startsWith('/chat'),
			loggedPath: (path) => path.replace(/\/bot[^/]*/, '/bot…'),
			answer: (status, retryAfter) => {
				const error = telegramFault(status, retryAfter);
				const after = error.parameters?.retry_after;
				return { body: errorBody(error), ...(after === undefined ? {} : { headers: { 'Retry-After': String(after) } }) };
			},
		}),
		sheets: faulty(createServer(10 * MEBIBYTE), {
			service: 'sheets',
			answer: (status, retryAfter) => ({
				body: sheetsFault(status).body(),
				...(retryAfter === undefined ? {} : { headers: { 'Retry-After': String(retryAfter) } }),
			}),
		}),
	};

	function faulty(app: FastifyInstance, hooks: Partial<FaultHooks> & Pick<FaultHooks, 'service' | 'answer'>): FastifyInstance {
		installFaults(app, { exempt: () => false, loggedPath: (path) => path, faults, ...hooks });
		return app;
	}

	installBusinessRoutes(apps.business, business, clock);
	installControlRoutes(apps.business, control);
	installMailPage(apps.business, smtp);
	await installWhopRoutes(apps.whop, whop, whopWebhooks, { apiKey: WHOP_API_KEY, requestsPerMinute: WHOP_REQUESTS_PER_MINUTE });
	await installTelegramRoutes(apps.telegram, bot, { token: BOT_TOKEN });
	await installSheetsRoutes(apps.sheets, { store, quota, tokens });

	const stop = async (): Promise<void> => {
		bot.delivery.stop();
		whopWebhooks.stop();
		await Promise.all([...Object.values(apps).map((app) => app.close()), smtp.stop()]);
	};
	try {
		const businessUrl = await listen(apps.business, options.ports?.business);
		const whopUrl = await listen(apps.whop, options.ports?.whop);
		const telegramUrl = await listen(apps.telegram, options.ports?.telegram);
		const sheetsUrl = await listen(apps.sheets, options.ports?.sheets);
		return {
			whopUrl: `${whopUrl}/api/v1`,
			telegramUrl,
			sheetsUrl,
			businessUrl,
			chatUrl: `${telegramUrl}/chat?user=${APPROVER.id}`,
			smtpPort: smtp.port,
			mailUrl: `${businessUrl}/mail`,
			tokenUrl: `${sheetsUrl}/token`,
			botToken: BOT_TOKEN,
			whopApiKey: WHOP_API_KEY,
			companyId: COMPANY_ID,
			approverId: APPROVER.id,
			secondApproverId: SECOND_APPROVER.id,
			spreadsheetId: SPREADSHEET_ID,
			sheetsToken: SHEETS_TOKEN,
			sheetsRefreshToken: SHEETS_REFRESH_TOKEN,
			control,
			publish: (publicOrigin, origin) => bot.delivery.publish(publicOrigin, origin),
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Standalone: prints where everything is and runs until it is interrupted. */
async function main(): Promise<void> {
	const servers = await startServers({ now: new Date().toISOString() });
	const { stop } = servers;
	for (const [name, value] of Object.entries(omit(servers, 'control', 'publish', 'stop')))
		console.log(`${name.padEnd(20)}${String(value)}`);
	const end = (): void => {
		void stop().then(() => process.exit(0));
	};
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}

if (require.main === module) void main();
