import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Installing n8n into an empty cache is the longest part. */
const DEADLINE_MS = 30 * 60_000;
const QUESTION = 'waiting for an answer in the chat';

/**
 * Milliseconds from a bare clone of what is committed to the first question in the chat, by the README's own commands.
 * @param emptyCache with a cache folder of its own, as on a machine that has never seen n8n; else the user's cache is used.
 */
export async function bareCloneToFirstQuestion(emptyCache: boolean): Promise<number> {
	const folder = await mkdtemp(join(tmpdir(), 'autopilot-bare-'));
	const clone = join(folder, 'clone');
	execFileSync('git', ['clone', '--quiet', process.cwd(), clone], { stdio: 'inherit' });
	const env = { ...process.env, ...(emptyCache && { XDG_CACHE_HOME: join(folder, 'cache') }) };
	const started = performance.now();
	try {
		// What npm ci warns about (engines of the machine's own Node) is no figure of ours.
		execFileSync('npm', ['ci', '--loglevel', 'error'], { cwd: clone, env, stdio: 'ignore' });
		await firstQuestion(clone, env);
		return performance.now() - started;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Runs `npm start` until its status line says that a question waits, and then stops it as Ctrl-C does. */
async function firstQuestion(clone: string, env: NodeJS.ProcessEnv): Promise<void> {
	const args = ['start', '--', '--approve', 'none', '--exit'];
	const child = spawn('npm', args, { cwd: clone, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
	try {
		await new Promise<void>((resolve, reject) => {
			const late = setTimeout(() => reject(new Error('No question arrived in time')), DEADLINE_MS);
			let printed = '';
			child.stdout.on('data', (chunk: Buffer) => {
				printed = (printed + chunk.toString()).slice(-10_000);
				if (!printed.includes(QUESTION)) return;
				clearTimeout(late);
				resolve();
			});
			child.once('close', (code) => reject(new Error(`npm start ended with ${code}: ${printed.slice(-500)}`)));
		});
	} finally {
		if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
		await ended;
	}
}
