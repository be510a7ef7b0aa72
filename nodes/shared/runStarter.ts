import type { RunOutcome } from '../../core/commands';
import { admit, candidateOf, type Candidate, type Shared } from '../../core/execution/admission';
import { readSettings } from '../../core/settings';
import { noticeReport } from '../../core/report/notice';
import type { Run, Step, Verdict } from '../../core/types';
import { ADMISSION_LANE, type LedgerSnapshot, loadSnapshot, loopState } from '../../ledger/loopState';
import { writeTogether } from '../../ledger/together';
import { heldNotices } from './heldNotices';
import type { LoopBatch, Start } from './loopBatch';
import type { GoalTurn } from './goalTurn';
import { queueReports } from './reportQueue';
import { BEGIN_WITHIN_MS, BEGINS_AT_LATEST_MS, type ShellPorts } from './shellTypes';

/** A tick starts nothing new after this; what is left waits for the next one, on whatever worker that is. */
const TIME_BOX_MS = 4 * 60_000;
/** Where it took longer to get a place, the counter is read once more before anything starts. */
const PROMPT_MS = BEGIN_WITHIN_MS / 2;
/** Admissions that may be lost to other workers in a row before the rest is left to the next tick. */
const MAX_CONTESTS = 5;

type Waiting = Candidate & { readonly turn: GoalTurn };
interface Ended {
	readonly turn: GoalTurn;
	readonly run: Run;
	readonly outcome: RunOutcome | null;
}

/**
 * Starts the runs of one tick, over all its goals: as many at a time as MAX_CONCURRENT_RUNS leaves room for, whoever holds the
 * other places, and the next as soon as one has ended. See docs/adr/0015 for why no two workers can pass a limit together.
 */
export class RunStarter {
	private snapshot: LedgerSnapshot;
	private readonly runs: Map<string, Run>;
	private readonly underWay = new Map<string, Promise<void>>();
	private readonly ended: Ended[] = [];
	private waiting = new Map<string, Waiting>();

	constructor(
		private readonly batch: LoopBatch,
		private readonly ports: ShellPorts,
		private readonly turns: readonly GoalTurn[],
	) {
		const { snapshot } = ports;
		this.snapshot = snapshot;
		this.runs = new Map(snapshot.runs.map((run) => [run.runId, run]));
		for (const { state } of turns) for (const run of state.runs) this.runs.set(run.runId, run);
	}

	/** Runs until nothing that may start is left and everything that was started has ended. */
	async run(starts: readonly Start[]): Promise<void> {
		this.wait(starts);
		for (let first = true; ; first = false) {
			const turns = [...this.waiting.values()].map(({ turn }) => turn);
			if (turns.length > 0 && this.ports.elapsed() < TIME_BOX_MS) {
				await this.startSome(first).catch((error: unknown) => this.giveUp(turns, error));
			}
			if (this.underWay.size + this.ended.length === 0) return;
			if (this.ended.length === 0) await Promise.race(this.underWay.values());
			const ended = this.ended.splice(0);
			await this.settle(ended).catch((error: unknown) =>
				this.giveUp(
					ended.map(({ turn }) => turn),
					error,
				),
			);
		}
	}

	/** The ledger cannot be reached: nothing more starts, but what is under way is still waited for and recorded. */
	private giveUp(turns: readonly GoalTurn[], error: unknown): void {
		for (const turn of turns) turn.failure ??= { error };
		this.waiting.clear();
	}

	/** Steps that may start from now on. */
	private wait(starts: readonly Start[]): void {
		for (const [turn, { run, step }] of starts) {
			try {
				this.waiting.set(step.stepKey, { turn, ...candidateOf({ step, run }, turn.state) });
			} catch (error) {
				turn.failure ??= { error };
			}
		}
	}

	private async startSome(first: boolean): Promise<void> {
		for (let contest = 0; contest < MAX_CONTESTS; contest++) {
			if (!first || contest > 0 || this.batch.calledBack) await this.lookAgain();
			const now = this.batch.now;
			const candidates = [...this.waiting.values()].filter(({ turn }) => turn.goesOn && turn.state.goal.status === 'running');
			const { admitted, refused } = admit(candidates, this.shared(), now);
			if (contest === 0) await this.hold(refused);
			if (admitted.length === 0) return;
			const claimed = await this.claim(admitted.map(({ candidate, reserved }) => ({ ...candidate, reserved })));
			if (claimed.length === 0) continue;
			// Nothing comes between the place and the start: whoever pulls the brake looks for what has a place, and has to find it.
			for (const { turn, run, step } of claimed) this.dispatch(turn, run, step);
			await this.noteFirstUse(claimed.map(({ run }) => run));
			await this.tellShortened(
				admitted.flatMap(({ candidate, shortened }) => (shortened ? [candidate.run.runId] : [])),
				claimed,
			);
			return;
		}
		this.waiting.clear();
	}

	private shared(): Shared {
		const catalog = new Map(this.snapshot.catalog.map((entry) => [entry.workflowKey, entry]));
		return { runs: this.runs.values(), catalog, health: this.batch.health.all, settings: this.snapshot.settings };
	}

	/** The brake is read before each start; whatever another worker was admitted to since is read too. */
	private async lookAgain(): Promise<void> {
		const { run_admission: lanes, settings } = await this.ports.ledger.readAll(['run_admission', 'settings']);
		this.snapshot = { ...this.snapshot, settings: readSettings(settings) };
		if ((lanes.find(({ lane }) => lane === ADMISSION_LANE)?.sequence ?? 0) === this.snapshot.admissions) return;
		this.snapshot = await loadSnapshot(this.ports.ledger);
		for (const run of this.snapshot.runs) this.runs.set(run.runId, run);
		this.batch.health.renew(this.snapshot.health);
		const goals = new Map(this.snapshot.goals.map((goal) => [goal.goalId, goal]));
		for (const turn of this.turns) {
			const latest = goals.get(turn.state.goal.goalId);
			if (!latest || latest.status !== turn.state.goal.status) turn.overtaken = true;
			else [turn.state, turn.saved] = [loopState(latest, this.snapshot), latest];
		}
		for (const [key, { step }] of this.waiting) {
			const run = this.runs.get(step.stepKey);
			if (run && run.status !== 'scheduled') this.waiting.delete(key);
		}
	}

	/**
	 * Takes places and sets money aside: the rows first, then the counter that all admissions go through. Whoever finds the
	 * counter moved has decided on old figures, gives everything back and has started nothing; likewise who got an answer so
	 * late that somebody has moved it since.
	 */
	private async claim(wanted: readonly (Waiting & { readonly reserved: number })[]): Promise<readonly Waiting[]> {
		const { ledger, executionId } = this.ports;
		const now = this.batch.now;
		const fresh = wanted.filter(({ run }) => run.attempts === 0 && !this.isRecorded(run)).map(({ run }) => run);
		const changes = wanted.map(({ run, reserved }) => ({
			key: run.runId,
			expected: { status: run.status, attempts: run.attempts },
			values: {
				status: 'running',
				attempts: run.attempts + 1,
				startedAt: now,
				executionId,
				receivedAt: null,
				reserved,
				error: null,
				params: run.params,
			} as const,
		}));
		const asked = this.ports.elapsed();
		const sequence = this.snapshot.admissions;
		const lane = { lane: ADMISSION_LANE, sequence: 0, admittedAt: now, executionId };
		const [, mine = [], , [isAdmitted] = []] = await writeTogether(ledger, [
			{ table: 'run_log', insert: fresh },
			{ table: 'run_log', changes },
			{ table: 'run_admission', insert: sequence === 0 ? [lane] : [] },
			{
				table: 'run_admission',
				changes: [
					{ key: ADMISSION_LANE, expected: { sequence }, values: { sequence: sequence + 1, admittedAt: now, executionId } },
				],
			},
		]);
		if (isAdmitted) this.snapshot = { ...this.snapshot, admissions: sequence + 1 };
		const claimed = wanted.flatMap((candidate, index): Waiting[] => {
			if (!mine[index]) return [];
			return [{ ...candidate, run: { ...candidate.run, ...changes[index]?.values } }];
		});
		const whole = wanted.flatMap(({ step }) => this.waiting.get(step.stepKey) ?? []);
		for (const { step } of wanted) this.waiting.delete(step.stepKey);
		if (claimed.length === 0) return [];
		if (!isAdmitted || !(await this.isLeftAlone(asked))) {
			const back = claimed.map(({ run }) => ({
				key: run.runId,
				expected: { status: 'running' as const, executionId },
				values: {
					status: 'scheduled' as const,
					attempts: run.attempts - 1,
					reserved: this.runs.get(run.runId)?.reserved ?? null,
				},
			}));
			await ledger.transitionAll('run_log', back);
			for (const candidate of whole) this.waiting.set(candidate.step.stepKey, candidate);
			return [];
		}
		for (const { turn, run } of claimed) {
			this.runs.set(run.runId, run);
			turn.remember(run);
		}
		return claimed;
	}

	/** Whether nobody can have looked for what has a place since `asked`, when it was asked for, and taken it for something that never begins. */
	private async isLeftAlone(asked: number): Promise<boolean> {
		const { ledger, elapsed } = this.ports;
		let known = asked;
		for (let look = 0; look < MAX_CONTESTS && elapsed() < BEGINS_AT_LATEST_MS; look++) {
			if (elapsed() - known <= PROMPT_MS) return true;
			known = elapsed();
			const [lane] = await ledger.read('run_admission', { lane: ADMISSION_LANE });
			if (lane?.sequence !== this.snapshot.admissions) return false;
		}
		return false;
	}

	private isRecorded = (run: Run): boolean => this.runs.has(run.runId);

	private dispatch(turn: GoalTurn, run: Run, step: Step): void {
		turn.tried.add(run.runId);
		const done = this.ports.dispatch(run, step).then((outcome) => {
			this.ended.push({ turn, run, outcome });
			this.underWay.delete(run.runId);
		});
		this.underWay.set(run.runId, done);
	}

	/** Records what has ended by now, all of it together, and sees what may start after it. */
	private async settle(ended: readonly Ended[]): Promise<void> {
		const told = ended.flatMap(({ turn, run, outcome }) => (outcome ? [{ turn, run, outcome }] : []));
		await this.batch.step(
			told.map(({ turn, run, outcome }) => [turn, { type: 'RunFinished', runId: run.runId, outcome }] as const),
		);
		for (const { turn, run } of told) {
			const settled = turn.state.runs.find(({ runId }) => runId === run.runId);
			if (!settled) continue;
			this.runs.set(settled.runId, settled);
			turn.finished.push(settled);
		}
		const next = [...new Set(told.map(({ turn }) => turn))].filter((turn) => turn.goesOn);
		this.wait(await this.batch.step(next.map((turn) => [turn, { type: 'Tick' }] as const)));
	}

	/** A refused step gets a row that says why, and its goal a notice, once: there is one row for a step and a day. */
	private async hold(refused: readonly { readonly candidate: Waiting; readonly verdict: Verdict }[]): Promise<void> {
		for (const { candidate } of refused) this.waiting.delete(candidate.step.stepKey);
		const notices = await heldNotices(this.ports, refused, this.runs);
		await queueReports(this.ports.ledger, notices, this.batch.now);
	}

	/** What starts with fewer actions than planned is told once: its row has the number from then on. */
	private async tellShortened(runIds: readonly string[], claimed: readonly Waiting[]): Promise<void> {
		const told = claimed.filter(({ run }) => runIds.includes(run.runId));
		const notices = [...Map.groupBy(told, ({ turn }) => turn)].map(([turn, cut]) => {
			return { turn, report: noticeReport(turn.state, { type: 'shortened', steps: cut.map(({ step }) => step) }) };
		});
		await queueReports(this.ports.ledger, notices, this.batch.now);
	}

	/** After its first run a workflow counts as known, so that it is not asked about again. */
	private async noteFirstUse(runs: readonly Run[]): Promise<void> {
		const used = new Set(runs.map(({ workflowKey }) => workflowKey));
		const firsts = this.snapshot.catalog.filter(({ workflowKey, firstUsedAt }) => firstUsedAt === null && used.has(workflowKey));
		if (firsts.length === 0) return;
		const firstUsedAt = this.batch.now;
		await this.ports.ledger.update(
			'workflow_catalog',
			firsts.map(({ workflowKey }) => ({ key: workflowKey, values: { firstUsedAt } })),
		);
		const catalog = this.snapshot.catalog.map((entry) => (firsts.includes(entry) ? { ...entry, firstUsedAt } : entry));
		this.snapshot = { ...this.snapshot, catalog };
	}
}
