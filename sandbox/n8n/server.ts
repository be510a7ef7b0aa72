import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installN8n, type Progress } from './install';
import { placePack, tarballOf } from './pack';
import { freePort } from './ports';
import { n8nClient, type N8nClient } from './restClient';

export interface StartOptions {
	/** Everything n8n writes goes here. An existing folder is continued. */
	readonly dataFolder: string;
	/** Wanted port; another free one is taken when it is in use. */
	readonly port?: number;
	/** Extra environment variables for n8n. */
	readonly env?: Readonly<Record<string, string>>;
	readonly progress?: Progress;
}

/** The owner's account, made up on the first start and kept in the data folder. */
export interface N8nLogin {
	readonly email: string;
	readonly password: string;
}

export interface N8nServer {
	readonly url: string;
	readonly port: number;
	readonly login: N8nLogin;
	/** A key for the public API with every scope the owner may grant. */
	readonly apiKey: string;
	readonly rest: N8nClient;
	/** Where n8n's output goes. */
	readonly logFile: string;
	/** Ends n8n without giving it a chance to tidy up, as a power cut would. */
	kill(): Promise<void>;
	/** Starts n8n again on the same folder and port after `kill` or `stop`. */
	restart(): Promise<void>;
	/** Asks n8n to shut down and waits; kills it after 20 s. */
	stop(): Promise<void>;
}

const USUAL_PORT = 5678;
const START_DEADLINE_MS = 180_000;
const STOP_DEADLINE_MS = 20_000;

/** What n8n must not inherit: settings of another n8n or of npm, and the mark of a test run, under which n8n starts nothing. */
const NOT_INHERITED = /^(N8N_|npm_|DB_|EXECUTIONS_|QUEUE_|NODE_OPTIONS$|NODE_ENV$|JEST_)/i;

/** Settings that keep n8n on loopback, quiet and off the internet. */
function environment(
	dataFolder: string,
	port: number,
	brokerPort: number,
	extra: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
	const inherited: NodeJS.ProcessEnv = {};
	for (const [key, value] of Object.entries(process.env)) if (!NOT_INHERITED.test(key)) inherited[key] = value;
	return {
		...inherited,
		N8N_USER_FOLDER: dataFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}/`,
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		// It looks servers up on the internet at every start.
		N8N_DISABLED_MODULES: 'mcp-registry',
		N8N_LOG_LEVEL: 'warn',
		GENERIC_TIMEZONE: 'Asia/Tokyo',
		...extra,
	};
}

/** Starts the pinned n8n with the pack loaded, on 127.0.0.1 only, and waits until its public API answers. */
export async function startN8n(options: StartOptions): Promise<N8nServer> {
	const { dataFolder, progress = () => undefined } = options;
	const n8n = await installN8n(progress);
	await mkdir(dataFolder, { recursive: true });
	await placePack(await tarballOf(join(dataFolder, 'pack')), dataFolder);

	const wanted = options.port ?? USUAL_PORT;
	const port = await freePort(wanted);
	if (wanted !== 0 && port !== wanted) progress(`Port ${wanted} is in use; n8n takes ${port}.`);
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(dataFolder, 'n8n.log');
	const rest = n8nClient(url);
	let child: ChildProcess | null = null;

	const launch = async (): Promise<void> => {
		const env = environment(dataFolder, port, await freePort(), options.env ?? {});
		const log = openSync(logFile, 'a');
		// A group of its own: killing the group takes n8n's task runner with it, and Ctrl-C in the terminal is ours to handle.
		child = spawn(nodeBinary(), [n8n.bin, 'start'], { env, cwd: dataFolder, detached: true, stdio: ['ignore', log, log] });
		closeSync(log);
		await untilAnswering(url, child, logFile);
	};

	await launch();
	let login: Account;
	try {
		login = await signIn(rest, dataFolder);
	} catch (error) {
		await end(child, 'SIGKILL');
		throw error;
	}
	await untilPublicApi(url, login.apiKey);

	return {
		url,
		port,
		login: { email: login.email, password: login.password },
		apiKey: login.apiKey,
		rest,
		logFile,
		kill: () => end(child, 'SIGKILL'),
		stop: () => end(child, 'SIGTERM'),
		restart: async () => {
			await end(child, 'SIGKILL');
			await launch();
			await rest.login(login.email, login.password);
			await untilPublicApi(url, login.apiKey);
		},
	};
}

/** n8n needs Node 24: npm scripts have it first on the PATH; a caller on an older Node gets the project's own. */
function nodeBinary(): string {
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	return join(__dirname, '..', '..', 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
}

async function untilAnswering(url: string, child: ChildProcess, logFile: string): Promise<void> {
	const deadline = Date.now() + START_DEADLINE_MS;
	while (Date.now() < deadline) {
		if (child.exitCode !== null || child.signalCode !== null) break;
		const health = await fetch(`${url}/healthz/readiness`).catch(() => null);
		if (health?.ok) return;
		await sleep(200);
	}
	const how =
		child.exitCode === null ? `did not become ready within ${START_DEADLINE_MS / 1000} s` : `ended with code ${child.exitCode}`;
	await end(child, 'SIGKILL');
	const log = existsSync(logFile) ? (await readFile(logFile, 'utf8')).slice(-3000) : '';
	throw new Error(`n8n ${how}. The end of ${logFile}:\n${log}`);
}

/** For some seconds after n8n calls itself healthy its public API answers an empty body. */
async function untilPublicApi(url: string, apiKey: string): Promise<void> {
	const deadline = Date.now() + START_DEADLINE_MS;
	while (Date.now() < deadline) {
		const answer = await fetch(`${url}/api/v1/workflows?limit=1`, { headers: { 'X-N8N-API-KEY': apiKey } }).catch(() => null);
		if (answer?.ok && answer.headers.get('content-type')?.includes('json')) return;
		await sleep(200);
	}
	throw new Error(`n8n's public API at ${url} did not answer JSON within ${START_DEADLINE_MS / 1000} s`);
}

interface Account extends N8nLogin {
	readonly apiKey: string;
}

/** Makes the owner's account and API key on the first start, and logs in with the kept ones ever after. */
async function signIn(rest: N8nClient, dataFolder: string): Promise<Account> {
	const file = join(dataFolder, 'login.json');
	if (existsSync(file)) {
		const account = JSON.parse(await readFile(file, 'utf8')) as Account;
		await rest.login(account.email, account.password);
		return account;
	}
	// n8n asks for a capital and a digit; base64url alone may have neither.
	const login = { email: 'owner@autopilot.example', password: `A1-${randomBytes(12).toString('base64url')}` };
	await rest.setUpOwner(login.email, login.password);
	const account: Account = { ...login, apiKey: await rest.createApiKey('Autopilot sandbox') };
	await writeFile(file, JSON.stringify(account, null, '\t'), { mode: 0o600 });
	return account;
}

async function end(child: ChildProcess | null, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
	if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const group = -child.pid;
	const send = (name: NodeJS.Signals): void => {
		try {
			process.kill(group, name);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
		}
	};
	send(signal);
	const timer = setTimeout(() => send('SIGKILL'), STOP_DEADLINE_MS);
	await gone;
	clearTimeout(timer);
	if (signal === 'SIGTERM') send('SIGKILL'); // whatever of the group outlived n8n itself
}
