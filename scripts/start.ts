/**
 * `npm start`: the whole pack on this machine. Builds and packs it, installs the pinned n8n, starts the simulated business and
 * n8n, provisions both, sends the owner's example sentence and plays the days of the goal.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import type { Goal } from '../core/types';
import { provision } from '../sandbox/n8n/provision';
import { type N8nServer, startN8n } from '../sandbox/n8n/server';
import { type Approve, play } from '../sandbox/player';
import { type Servers, startServers } from '../sandbox/servers';
import { finalReport } from './start/finalReport';
import { screenful } from './start/screenful';
import { statusLine } from './start/statusLine';
import { Terminal } from './start/terminal';

const EXAMPLE = '1週間で200万作りたい、ワークフロー回してくれ';
const TIME_ZONE = 'Asia/Tokyo';
const CLOSED = new Set<Goal['status']>(['achieved', 'missed', 'cancelled']);
/** Marks a folder as ours, so that an older play in it may be removed. */
const MARKER = '.autopilot-sandbox';
const USAGE = `npm start -- [options]
  --goal "<sentence>"            what to reach (default: ${EXAMPLE})
  --days <number>                virtual days to play (default: 7)
  --approve first|none           who answers questions: a robot that taps the first button, or nobody (default: you, in the chat)
  --exit                         end when the goal is closed or the days are over: exit code 0 only when it was closed
  --ledger dataTables|sheets     where the record is kept (default: dataTables)
  --data-folder <folder>         default: .sandbox/start
  --port <number>                n8n's port (default: 5678, or a free one)
`;

interface Options {
	readonly goal: string;
	readonly days: number;
	readonly approve: Approve;
	readonly exit: boolean;
	readonly ledger: 'dataTables' | 'sheets';
	readonly dataFolder: string;
	readonly port: number | undefined;
}

/** @throws Error that says which option is wrong. */
function readOptions(args: string[]): Options {
	const { values } = parseArgs({
		args,
		options: {
			goal: { type: 'string', default: EXAMPLE },
			days: { type: 'string', default: '7' },
			approve: { type: 'string' },
			exit: { type: 'boolean', default: false },
			ledger: { type: 'string', default: 'dataTables' },
			'data-folder': { type: 'string', default: join('.sandbox', 'start') },
			port: { type: 'string' },
		},
	});
	// Unattended and unasked, nobody approves: like everywhere in the pack, no answer means no.
	const approve = values.approve ?? (values.exit ? 'none' : 'ask');
	if (approve !== 'first' && approve !== 'none' && approve !== 'ask') throw new Error('--approve is first or none');
	if (values.ledger !== 'dataTables' && values.ledger !== 'sheets') throw new Error('--ledger is dataTables or sheets');
	const days = Number(values.days);
	if (!Number.isInteger(days) || days < 1 || days > 366) throw new Error('--days is a whole number from 1 to 366');
	const port = values.port === undefined ? undefined : Number(values.port);
	if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) throw new Error('--port is a port number');
	return {
		goal: values.goal,
		days,
		approve,
		exit: values.exit,
		ledger: values.ledger,
		dataFolder: resolve(values['data-folder']),
		port,
	};
}

/** An empty folder of our own: an older play is removed, anybody else's folder is refused. */
async function freshFolder(folder: string): Promise<void> {
	if (existsSync(folder) && (await readdir(folder)).length > 0) {
		if (!existsSync(join(folder, MARKER)))
			throw new Error(`${folder} is not empty and was not made by "npm start": name another folder`);
		await rm(folder, { recursive: true, force: true });
	}
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, MARKER), 'Made by "npm start". The next start removes this folder.\n');
}

async function main(options: Options, terminal: Terminal, stopping: AbortSignal): Promise<number> {
	const progress = (line: string): void => terminal.line(line);
	let servers: Servers | null = null;
	let n8n: N8nServer | null = null;
	try {
		await freshFolder(options.dataFolder);
		// Tomorrow: a tap carries no time of its own, so the real clock must not be ahead of the virtual one.
		const from = DateTime.now().setZone(TIME_ZONE).plus({ days: 1 }).set({ hour: 10, minute: 0, second: 0, millisecond: 0 });
		const now = new Date(from.toMillis()).toISOString();
		progress('Starting the simulated business, Whop, Telegram and Google Sheets …');
		servers = await startServers({ now });
		progress('Building and packing the nodes, starting n8n …');
		n8n = await startN8n({
			dataFolder: options.dataFolder,
			...(options.port === undefined ? {} : { port: options.port }),
			progress,
		});
		if (stopping.aborted) return 130;
		const autopilot = await provision(n8n, servers, { ledger: options.ledger, progress });

		progress(`Sending the sentence: ${options.goal}`);
		const reply = await autopilot.post('goal', { instruction: options.goal, requested_by: 'npm start', now });
		const goalId = (reply.body as { goal_id?: string }).goal_id;
		if (!goalId) {
			progress(`The Goal Parser answered ${reply.status}: ${JSON.stringify(reply.body, null, 2)}`);
			return 1;
		}
		terminal.block(screenful(n8n, servers, autopilot, options));
		const goal = await play(autopilot, servers, {
			goalId,
			days: options.days,
			approve: options.approve,
			from: now,
			timeZone: TIME_ZONE,
			onChange: (moment) => terminal.status(statusLine(moment, servers?.chatUrl ?? '')),
			signal: stopping,
		});
		if (stopping.aborted) return 130;
		terminal.block(await finalReport(autopilot.ledger, goal));
		if (!options.exit) {
			progress('Everything keeps running. Press Ctrl-C to stop.');
			await new Promise<void>((done) => stopping.addEventListener('abort', () => done(), { once: true }));
			return 0;
		}
		return CLOSED.has(goal.status) ? 0 : 1;
	} finally {
		terminal.endStatus();
		if (stopping.aborted) progress('Stopping …');
		await n8n?.stop();
		await servers?.stop();
	}
}

const terminal = new Terminal(process.stdout);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());

void (async () => {
	try {
		const options = readOptions(process.argv.slice(2));
		process.exitCode = await main(options, terminal, stop.signal);
	} catch (error) {
		if (stop.signal.aborted) return;
		terminal.line(error instanceof Error ? error.message : String(error));
		if (error instanceof TypeError || /^--/.test(String((error as Error).message))) terminal.block(USAGE);
		process.exitCode = 1;
	}
})();
