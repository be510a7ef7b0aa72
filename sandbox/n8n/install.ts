import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** An n8n on disk that can be started. */
export interface InstalledN8n {
	readonly folder: string;
	/** The entry script, to be run with Node 24. */
	readonly bin: string;
	readonly version: string;
}

/** Takes one line of progress. */
export type Progress = (line: string) => void;

const LOCK_FILE = join(__dirname, 'package-lock.json');
const MANIFEST = join(__dirname, 'package.json');
/** Written last and by rename: where it exists, the installation is complete. */
const DONE = '.installed.json';
/** A lock whose holder has not touched it for this long was left behind by a killed installer. */
const STALE_LOCK_MS = 60_000;
const INSTALL_DEADLINE_MS = 45 * 60_000;

const NPMRC = [
	"# n8n's packages have peer ranges that npm's strict resolver cannot settle. Only sqlite3 needs its install script, and gets it later.",
	'legacy-peer-deps=true',
	'ignore-scripts=true',
	'fund=false',
	'audit=false',
	'update-notifier=false',
	'',
].join('\n');

/** Where the n8n of this lock file lives: another lock gets another folder, so two checkouts never disturb each other. */
async function n8nFolder(): Promise<string> {
	const digest = createHash('sha256')
		.update(await readFile(LOCK_FILE))
		.digest('hex')
		.slice(0, 12);
	const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
	return join(cache, 'n8n-nodes-autopilot', `n8n-${digest}`);
}

/** Installs the pinned n8n once per lock file (about 4 minutes and 2.2 GB) and finds it at once ever after. */
export async function installN8n(progress: Progress = () => undefined): Promise<InstalledN8n> {
	const folder = await n8nFolder();
	const installed = await findInstalled(folder);
	if (installed) return installed;
	await mkdir(folder, { recursive: true });
	const unlock = await lock(`${folder}.lock`, progress);
	try {
		const byAnother = await findInstalled(folder);
		if (byAnother) return byAnother;
		if (!(await works(folder))) await install(folder, progress);
		const version = await versionIn(folder);
		await writeFile(join(folder, `${DONE}.new`), JSON.stringify({ version, installedAt: new Date().toISOString() }));
		await rename(join(folder, `${DONE}.new`), join(folder, DONE));
		progress(`n8n ${version} is installed in ${folder}`);
		return { folder, bin: binIn(folder), version };
	} finally {
		await unlock();
	}
}

const binIn = (folder: string): string => join(folder, 'node_modules', 'n8n', 'bin', 'n8n');

async function findInstalled(folder: string): Promise<InstalledN8n | null> {
	if (!existsSync(join(folder, DONE)) || !existsSync(binIn(folder))) return null;
	return { folder, bin: binIn(folder), version: await versionIn(folder) };
}

async function versionIn(folder: string): Promise<string> {
	const manifest = JSON.parse(await readFile(join(folder, 'node_modules', 'n8n', 'package.json'), 'utf8')) as { version: string };
	return manifest.version;
}

async function install(folder: string, progress: Progress): Promise<void> {
	await rm(join(folder, 'node_modules'), { recursive: true, force: true });
	await writeFile(join(folder, '.npmrc'), NPMRC);
	await copyFile(MANIFEST, join(folder, 'package.json'));
	await copyFile(LOCK_FILE, join(folder, 'package-lock.json'));
	progress('Installing the pinned n8n (once, about 4 minutes, 2.2 GB) …');
	await npm(folder, ['ci'], progress, 'downloading and unpacking n8n');
	progress('Building sqlite3 for this Node (about 1 minute; needs python3, make and g++) …');
	await npm(folder, ['rebuild', 'sqlite3', '--ignore-scripts=false'], progress, 'building sqlite3');
	if (!(await works(folder))) throw new Error(`n8n was installed in ${folder} but does not start: "n8n --version" failed`);
}

/** Starts n8n far enough to print its version, and opens a database with the native driver. */
async function works(folder: string): Promise<boolean> {
	if (!existsSync(binIn(folder))) return false;
	const check = "const s=require('sqlite3');new s.Database(':memory:',e=>process.exit(e?1:0))";
	const sqlite = await run(process.execPath, ['-e', check], folder, process.env);
	if (sqlite.code !== 0) return false;
	return (await run(process.execPath, [binIn(folder), '--version'], folder, process.env)).code === 0;
}

/** Runs npm and reports every 15 s that it is still at it, since npm says nothing for minutes. */
async function npm(folder: string, args: readonly string[], progress: Progress, what: string): Promise<void> {
	const started = Date.now();
	const heartbeat = setInterval(() => progress(`  … ${what}, ${Math.round((Date.now() - started) / 1000)} s so far`), 15_000);
	try {
		const result = await run('npm', args, folder, npmEnvironment());
		if (result.code !== 0) throw new Error(`"npm ${args.join(' ')}" failed in ${folder}:\n${result.output.slice(-4000)}`);
	} finally {
		clearInterval(heartbeat);
	}
}

/**
 * The environment for npm: none of the settings an outer `npm run` exports, since they would win over the folder's own .npmrc,
 * and Node's headers from beside the running binary where they exist, so that the build of sqlite3 downloads nothing.
 */
function npmEnvironment(): NodeJS.ProcessEnv {
	const outer = /^npm_(config_(legacy|ignore|omit|save|workspace|local|global|prefix|package)|package|lifecycle|command)/i;
	const env: NodeJS.ProcessEnv = {};
	for (const [key, value] of Object.entries(process.env)) if (!outer.test(key)) env[key] = value;
	const prefix = dirname(dirname(process.execPath));
	if (existsSync(join(prefix, 'include', 'node', 'node_api.h'))) env['npm_config_nodedir'] = prefix;
	return env;
}

function run(
	command: string,
	args: readonly string[],
	cwd: string,
	env: NodeJS.ProcessEnv,
): Promise<{ code: number; output: string }> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
		let output = '';
		const collect = (chunk: Buffer): void => {
			output = (output + chunk.toString()).slice(-20_000);
		};
		child.stdout.on('data', collect);
		child.stderr.on('data', collect);
		child.on('error', reject);
		child.on('close', (code) => resolve({ code: code ?? 1, output }));
	});
}

/** Takes the lock file, waiting for another installer; a lock nobody has touched for a minute is taken over. */
async function lock(path: string, progress: Progress): Promise<() => Promise<void>> {
	const deadline = Date.now() + INSTALL_DEADLINE_MS;
	for (let waits = 0; Date.now() < deadline; waits += 1) {
		try {
			const handle = await open(path, 'wx');
			await handle.writeFile(String(process.pid));
			const touch = setInterval(() => void handle.utimes(new Date(), new Date()), STALE_LOCK_MS / 6);
			return async () => {
				clearInterval(touch);
				await handle.close();
				await rm(path, { force: true });
			};
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
		const age = Date.now() - ((await stat(path).catch(() => null))?.mtimeMs ?? Date.now());
		if (age > STALE_LOCK_MS) await rm(path, { force: true });
		else if (waits % 30 === 0) progress('Another process is installing n8n; waiting for it …');
		await sleep(500);
	}
	throw new Error(`Another process has held ${path} for too long. Remove the file if nobody is installing.`);
}

if (require.main === module) {
	void installN8n((line) => process.stdout.write(`${line}\n`)).then(
		({ bin, version }) => process.stdout.write(`n8n ${version}: ${bin}\n`),
		(error: unknown) => {
			process.stderr.write(`${String(error)}\n`);
			process.exitCode = 1;
		},
	);
}
