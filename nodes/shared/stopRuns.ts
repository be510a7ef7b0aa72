import { scrub } from '../../clients/http/scrub';
import type { Command, Unstopped } from '../../core/commands';
import { closedMoney } from '../../core/execution/runMoney';
import { asNeverBegun } from '../../core/execution/stopping';
import type { Run } from '../../core/types';
import type { Change, Ledger } from '../../ledger/ledger';
import type { CommandWriter } from './commandWriter';
import type { GoalTurn } from './goalTurn';
import { inPool } from './pool';
import type { ShellPorts, Stopping } from './shellTypes';

type Job = readonly [turn: GoalTurn, command: Extract<Command, { type: 'StopRun' }>];

/** What came of stopping one run. `elsewhere`: another worker saw it end first. */
type Tried = Stopping | { readonly kind: 'elsewhere' } | { readonly kind: 'refused'; readonly error: string };

interface Attempt {
	readonly job: Job;
	readonly run: Run;
	readonly tried: Tried;
}

/** Calls to n8n's executions API at the same time. */
const CONCURRENT_CALLS = 6;

const messageOf = (error: unknown): string => scrub(error instanceof Error ? error.message : String(error));

/**
 * Stops runs, each by itself: one that cannot be stopped keeps none of the others going. Where no execution is found it may be just
 * about to begin, so those are looked for a second time before they count as stopped. What ended by itself is recorded as it ended.
 */
export async function stopRuns(
	jobs: readonly Job[],
	ports: ShellPorts,
	writer: CommandWriter,
	finish: (turn: GoalTurn, run: Run, outcome: Extract<Stopping, { kind: 'ended' }>['outcome']) => void,
): Promise<void> {
	const wanted = jobs.filter(([turn, { run }]) => isStillOpen(turn, run));
	const first = await tryAll(
		wanted.map((job) => ({ job, run: job[1].run })),
		ports,
	);
	const attempts = await mark(await secondLook(first, ports), ports.ledger, writer);
	for (const { job, run, tried } of attempts) if (tried.kind === 'ended') finish(job[0], run, tried.outcome);
	for (const [turn, all] of Map.groupBy(attempts, ({ job }) => job[0])) {
		const stopped = all.filter(({ tried }) => tried.kind === 'stopped').map(({ run }) => run);
		const unstopped = all.flatMap(({ run, tried }): Unstopped[] =>
			tried.kind === 'refused' ? [{ run, error: tried.error }] : [],
		);
		turn.stopped.push(...stopped);
		turn.unstopped = unstopped;
		const again = all.every(({ job }) => job[1].again);
		turn.take({ type: 'StopsTried', stopped, unstopped, again }, ports.now, ports.hash);
	}
}

/** It may have been found out meanwhile how it ended. */
function isStillOpen({ state }: GoalTurn, { runId }: Run): boolean {
	const status = state.runs.find((known) => known.runId === runId)?.status;
	return status === 'running' || status === 'unknown';
}

async function tryAll(wanted: readonly Omit<Attempt, 'tried'>[], ports: ShellPorts): Promise<Attempt[]> {
	const attempts: Attempt[] = [];
	await inPool(wanted, CONCURRENT_CALLS, async (one) => {
		const tried = await ports.stop(one.run).catch((error: unknown): Tried => ({ kind: 'refused', error: messageOf(error) }));
		attempts.push({ ...one, tried });
	});
	return attempts;
}

/** By now a run that was claimed before the brake was pulled has begun, or never will; who received its call stands in its row. */
async function secondLook(attempts: readonly Attempt[], ports: ShellPorts): Promise<readonly Attempt[]> {
	const absent = attempts.filter(({ tried }) => tried.kind === 'absent');
	if (absent.length === 0) return attempts;
	await ports.letBegin();
	const rows = await openRows(ports.ledger);
	const again = absent.map((attempt): Attempt => ({ ...attempt, run: rows.get(attempt.run.runId) ?? attempt.run }));
	const open = again.filter(({ run }) => rows.has(run.runId));
	const gone = again.filter((attempt) => !open.includes(attempt));
	return [
		...attempts.filter((attempt) => !absent.includes(attempt)),
		...gone.map((attempt): Attempt => ({ ...attempt, tried: { kind: 'elsewhere' } })),
		...(await tryAll(open, ports)),
	];
}

const isDone = ({ tried }: Attempt): boolean => tried.kind === 'stopped' || tried.kind === 'absent';

/**
 * Marks what was stopped, and what was not found, as stopped; what was set aside for those that have certainly never begun is free again.
 * Whoever started one may have recorded its end first, as a failure to be tried again: that counts as stopped too. A call that was
 * received in the meantime goes on.
 */
async function mark(looked: readonly Attempt[], ledger: Ledger, writer: CommandWriter): Promise<Attempt[]> {
	const attempts = looked.map((attempt): Attempt => {
		const { run, tried } = attempt;
		return tried.kind === 'absent' && tried.neverBegan ? { ...attempt, run: asNeverBegun(run) } : attempt;
	});
	const done = attempts.filter(isDone);
	if (done.length === 0) return attempts;
	const marked = await writer.markStopped(done.map(({ run, tried }) => ({ run, received: tried.kind === 'stopped' })));
	const missed = new Set(done.filter((_, index) => !marked[index]).map(({ run }) => run.runId));
	if (missed.size === 0) return attempts.map((attempt) => (isDone(attempt) ? asStopped(attempt) : attempt));
	const open = await openRows(ledger);
	const retries = await markRetries(
		attempts.filter(({ run }) => missed.has(run.runId)),
		ledger,
	);
	return attempts.map((attempt): Attempt => {
		const { runId } = attempt.run;
		const retry = retries.get(runId);
		if (!isDone(attempt)) return attempt;
		if (!missed.has(runId)) return asStopped(attempt);
		if (retry) return asStopped({ ...attempt, run: retry });
		if (!open.has(runId)) return attempt.tried.kind === 'stopped' ? attempt : { ...attempt, tried: { kind: 'elsewhere' } };
		return { ...attempt, tried: { kind: 'refused', error: 'its call was received in the same moment' } };
	});
}

const asStopped = (attempt: Attempt): Attempt => ({ ...attempt, tried: { kind: 'stopped' } });

/** Marks runs whose try has failed meanwhile, so that another would follow. Returns those that were marked, by id. */
async function markRetries(missed: readonly Attempt[], ledger: Ledger): Promise<Map<string, Run>> {
	const tries = new Map(missed.map(({ run }) => [run.runId, run.attempts]));
	const waiting = await ledger.read('run_log', { status: 'scheduled' });
	const failed = waiting.filter(({ runId, attempts }) => tries.get(runId) === attempts);
	const changes = failed.map((run): Change<'run_log'> => {
		const expected = { status: 'scheduled', attempts: run.attempts } as const;
		return { key: run.runId, expected, values: { ...closedMoney(run), status: 'stopped', nextAttemptAt: null } };
	});
	const marked = changes.length > 0 ? await ledger.transitionAll('run_log', changes) : [];
	return new Map(failed.filter((_, index) => marked[index]).map((run) => [run.runId, run]));
}

async function openRows(ledger: Ledger): Promise<Map<string, Run>> {
	const [running, unknown] = [
		await ledger.read('run_log', { status: 'running' }),
		await ledger.read('run_log', { status: 'unknown' }),
	];
	return new Map([...running, ...unknown].map((run) => [run.runId, run]));
}
