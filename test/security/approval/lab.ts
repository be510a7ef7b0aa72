import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from '../../../ledger/ledger';
import { openSpreadsheet } from '../../../sandbox/ledger';
import { type PublicApi, until } from '../../../sandbox/n8n/publicApi';
import { type Autopilot, provision } from '../../../sandbox/n8n/provision';
import { type N8nServer, startN8n } from '../../../sandbox/n8n/server';
import { type Servers, startServers } from '../../../sandbox/servers';
import { FakeSmtp } from '../../../sandbox/mail/fakeSmtp';
import { N8nGate } from '../../helpers/n8nGate';
import { Witness } from './witness';
import { askingWorkflows } from './workflows';

/** n8n's one-tap buttons want a public HTTPS address: the emulators reach the n8n on loopback under this one. */
const PUBLIC_ORIGIN = 'https://n8n.autopilot.example';

/** A browser as people use it, and as mail scanners that do not want to be told apart. */
export const BROWSER =
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

/** An answer to a request made without any help of a client library. */
export interface RawAnswer {
	readonly status: number;
	readonly body: string;
}

/**
 * One real n8n of the pinned version with the pack, in which the same question can be asked in four ways: over this node and over
 * n8n's own send-and-wait, each by Telegram and by e-mail. Each bot has an emulated Telegram of its own, since a bot has one
 * webhook; all mail goes to one server.
 */
export class Lab {
	private constructor(
		readonly n8n: N8nServer,
		/** The bot of this node, with the Telegram Trigger of workflow 03. */
		readonly ours: Servers,
		/** The bot of n8n's Telegram node. */
		readonly theirs: Servers,
		readonly smtp: FakeSmtp,
		readonly gate: N8nGate,
		readonly witness: Witness,
		readonly autopilot: Autopilot,
		/** n8n's id of each asking workflow by its webhook's path. */
		readonly workflowIds: ReadonlyMap<string, string>,
		private readonly folder: string,
	) {}

	/** @param through what our nodes reach n8n's API: the gate, or nothing where time is measured */
	static async start(through: 'gate' | 'nothing' = 'gate'): Promise<Lab> {
		const folder = await mkdtemp(join(tmpdir(), 'autopilot-approval-'));
		const stops: (() => Promise<unknown>)[] = [async () => rm(folder, { recursive: true, force: true })];
		try {
			const now = new Date().toISOString();
			const [ours, theirs, smtp, witness, gate] = await Promise.all([
				startServers({ now, telegramSecondMs: 200 }),
				startServers({ now, telegramSecondMs: 200 }),
				FakeSmtp.start(),
				Witness.start(),
				N8nGate.start(),
			]);
			stops.push(...[ours, theirs, smtp, witness, gate].map((each) => async () => each.stop()));
			const n8n = await startN8n({ dataFolder: folder, port: 0, env: { N8N_WEBHOOK_URL: `${PUBLIC_ORIGIN}/` } });
			stops.push(async () => n8n.stop());
			gate.target = n8n.url;
			for (const servers of [ours, theirs]) servers.publish(PUBLIC_ORIGIN, n8n.url);
			// Our nodes reach n8n's API, which holds the ledger, through the gate: closing it is an outage of the ledger.
			const apiUrl = through === 'gate' ? gate.url : n8n.url;
			const autopilot = await provision(n8n, ours, { ledger: 'dataTables', apiUrl });
			const workflowIds = await install(autopilot.api, { theirs, smtp, witness, sheetsId: ours.spreadsheetId });
			for (const path of workflowIds.keys()) await untilPublished(n8n.url, path);
			return new Lab(n8n, ours, theirs, smtp, gate, witness, autopilot, workflowIds, folder);
		} catch (error) {
			for (const stop of stops.reverse()) await stop();
			throw error;
		}
	}

	async stop(): Promise<void> {
		// Nothing of it is kept, and n8n would wait for executions that stand still.
		await this.n8n.kill();
		await Promise.all([this.ours, this.theirs, this.smtp, this.witness, this.gate].map(async (each) => each.stop()));
		await rm(this.folder, { recursive: true, force: true });
	}

	/** Ends every outage. */
	calm(): void {
		this.gate.open();
		this.smtp.down = false;
		this.smtp.stopsAt = null;
		this.smtp.stopped = 0;
		for (const { control } of [this.ours, this.theirs]) control.clearFaults();
	}

	/** Starts an asking workflow. @param path of its webhook */
	async trigger(path: string, body: Readonly<Record<string, unknown>>): Promise<void> {
		const response = await fetch(`${this.n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`The webhook ${path} answered ${response.status}: ${await response.text()}`);
	}

	/** Sends a request to a link of a message, exactly as given: no user agent unless one is named. */
	async open(
		link: string,
		{ method = 'GET', userAgent, form }: { method?: string; userAgent?: string | null; form?: string } = {},
	): Promise<RawAnswer> {
		const { pathname, search } = new URL(link);
		const agent = userAgent === undefined ? BROWSER : userAgent;
		return await new Promise((resolve, reject) => {
			const headers = {
				accept: 'text/html',
				...(agent === null ? {} : { 'user-agent': agent }),
				...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
			};
			const sent = httpRequest(`${this.n8n.url}${pathname}${search}`, { method, headers }, (answer) => {
				const chunks: Buffer[] = [];
				answer.on('data', (chunk: Buffer) => chunks.push(chunk));
				answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
			});
			sent.on('error', reject);
			sent.end(form);
		});
	}

	/** The latest execution of an asking workflow, whatever its state. */
	async latestExecution(path: string): Promise<{ id: string; status: string } | null> {
		const { url } = this.n8n;
		const workflowId = this.workflowIds.get(path) ?? '';
		const of = async (status: string): Promise<{ id: string; status: string }[]> => {
			const response = await fetch(`${url}/api/v1/executions?workflowId=${workflowId}&limit=1${status}`, {
				headers: { 'X-N8N-API-KEY': this.n8n.apiKey },
			});
			return ((await response.json()) as { data: { id: string; status: string }[] }).data;
		};
		// One that begins to wait between the two is then in the second, and not in neither.
		const found = [...(await of('&status=running')), ...(await of(''))];
		return found.sort((a, b) => Number(b.id) - Number(a.id))[0] ?? null;
	}

	/** Waits until no execution runs. */
	async untilIdle(): Promise<void> {
		await until(
			'every execution to rest',
			60_000,
			async () => (await this.autopilot.api.executions({ status: 'running' })).length === 0,
		);
	}

	/** Makes the tabs of the spreadsheet, so that questions can be kept there too. */
	async setUpSpreadsheet(): Promise<Ledger> {
		const ledger = openSpreadsheet(this.ours);
		await ledger.setUp();
		return ledger;
	}

	async executionStatus(id: string): Promise<string | null> {
		const response = await fetch(`${this.n8n.url}/api/v1/executions/${id}`, { headers: { 'X-N8N-API-KEY': this.n8n.apiKey } });
		return response.status === 404 ? null : ((await response.json()) as { status: string }).status;
	}

	/** Waits until an execution waits for its answer. */
	async untilWaiting(id: string): Promise<void> {
		await until(`execution ${id} to wait`, 30_000, async () => (await this.executionStatus(id)) === 'waiting');
	}

	/** Waits until an execution has come to its end. @returns how it ended, `null` when it is gone */
	async untilEnded(id: string): Promise<string | null> {
		const ended = await until(`execution ${id} to end`, 30_000, async () => {
			const status = (await this.executionStatus(id)) ?? 'gone';
			return !['new', 'running', 'waiting'].includes(status) && status;
		});
		return ended === 'gone' ? null : ended;
	}
}

interface Outside {
	readonly theirs: Servers;
	readonly smtp: FakeSmtp;
	readonly witness: Witness;
	readonly sheetsId: string;
}

async function install(api: PublicApi, { theirs, smtp, witness, sheetsId }: Outside): Promise<Map<string, string>> {
	const listed = (await api.request('GET', '/credentials?limit=100')) as { data: { id: string; name: string; type: string }[] };
	const own = (type: string): { id: string; name: string } => {
		const found = listed.data.find((credential) => credential.type === type);
		if (!found) throw new Error(`n8n has no credential of the type ${type}`);
		return { id: found.id, name: found.name };
	};
	const named = async (name: string, type: string, data: Record<string, unknown>): Promise<{ id: string; name: string }> => ({
		id: await api.createCredential(name, type, data),
		name,
	});
	const credentials = {
		autopilot: own('autopilotApi'),
		sheets: own('googleSheetsOAuth2Api'),
		telegram: own('telegramApi'),
		theirTelegram: await named('Second bot', 'telegramApi', { accessToken: theirs.botToken, baseUrl: theirs.telegramUrl }),
		smtp: await named('Mail', 'smtp', {
			host: '127.0.0.1',
			port: smtp.port,
			secure: false,
			disableStartTls: true,
			user: '',
			password: '',
			hostName: '',
		}),
	};
	const ids = new Map<string, string>();
	for (const { path, workflow } of askingWorkflows({ credentials, witnessUrl: witness.url, spreadsheetId: sheetsId })) {
		const id = await api.createWorkflow(workflow);
		await api.publish(id);
		ids.set(path, id);
	}
	return ids;
}

/** A webhook that is not there yet answers 404 to every method; one that listens says so of the wrong one too, naming POST. */
async function untilPublished(url: string, path: string): Promise<void> {
	await until(`the webhook ${path} to listen`, 60_000, async () => {
		const response = await fetch(`${url}/webhook/${path}`);
		return (await response.text()).includes('Did you mean to make a POST');
	});
}
