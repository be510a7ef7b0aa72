import type { RunOutcome } from '../../core/commands';
import { admit, type Admitted, candidateOf, type Candidate } from '../../core/execution/admission';
import { noticeReport } from '../../core/report/notice';
import { readSettings } from '../../core/settings';
import type { Instant, Run } from '../../core/types';
import type { TableName } from '../../ledger/ledger';
import { ADMISSION_LANE, type LedgerSnapshot, loadSnapshot, loopState } from '../../ledger/loopState';
import { gatheringTime } from './gatheringTime';
import { heldNotices } from './heldNotices';
import type { LoopBatch, Start } from './loopBatch';
import type { GoalTurn } from './goalTurn';
import { type Part, writeParts } from './parts';
import { handOn, queueReports, reportStep, type TurnReport } from './reportQueue';
import { RunClaim } from './runClaim';
import type { ShellPorts } from './shellTypes';

/** A tick starts nothing new after this; what is left waits for the next one, on whatever worker that is. */
const TIME_BOX_MS = 4 * 60_000;
/** Admissions that may be lost to other workers in a row before the rest is left to the next tick. */
const MAX_CONTESTS = 5;
/** What starting and settling runs writes. */
const WRITTEN: readonly TableName[] = ['run_log', 'goals_tracker', 'run_admission'];

type Waiting = Candidate & { readonly turn: GoalTurn };
interface Ended {
	readonly turn: GoalTurn;
	readonly run: Run;
	readonly outcome: RunOutcome | null;
	/** Real milliseconds it took. */
	readonly took: number;
}

/** What starts with fewer actions than planned is told once: its row has the number from then on. */
const shortenedNotices = (starting: readonly Waiting[], cut: ReadonlySet<string>): TurnReport[] =>
	[
		...Map.groupBy(
			starting.filter(({ run }) => cut.has(run.runId)),
			({ turn }) => turn,
		),
	].map(([turn, steps]) => {
		return { turn, report: noticeReport(turn.state, { type: 'shortened', steps: steps.map(({ step }) => step) }) };
	});

/**
 * Starts the runs of one tick, over all its goals: as many at a time as MAX_CONCURRENT_RUNS leaves room for, whoever holds the
 * other places, and the next when some have ended. Ends are gathered for a moment, and then written together with what starts after
 * them. See docs/adr/0015 for why no two workers can pass a limit together.
 */
export class RunStarter {
	private snapshot: LedgerSnapshot;
	private readonly runs: Map<string, Run>;
	private readonly underWay = new Map<string, Promise<void>>();
	private readonly ended: Ended[] = [];
	private waiting = new Map<string, Waiting>();
	/** Workflows that were started and of which nothing has been written yet. */
	private readonly used = new Set<string>();

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
			const isBoxed = this.ports.elapsed() >= TIME_BOX_MS;
			const turns = this.candidates().map(({ turn }) => turn);
			if (turns.length > 0 && !isBoxed) {
				await this.startSome(first).catch((error: unknown) => this.giveUp(turns, error));
			}
			if (this.batch.isUnwritten) await this.writeAlong([]);
			const more = await this.conclude();
			if (more && !isBoxed) continue;
			if (this.underWay.size + this.ended.length === 0) break;
			await this.gather();
		}
		const failed = await this.writeAlong([]);
		if (failed) this.giveUp(this.turns, failed.error);
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

	private candidates(): readonly Waiting[] {
		return [...this.waiting.values()].filter(({ turn }) => turn.goesOn && turn.state.goal.status === 'running');
	}

	/** Waits until something has ended and takes it in, with what else ends within a moment. */
	private async gather(): Promise<void> {
		if (this.ended.length === 0) await Promise.race(this.underWay.values());
		const patience = gatheringTime(this.ended.map(({ took }) => took));
		await Promise.race([Promise.all(this.underWay.values()), this.ports.wait(patience)]);
		const told = this.ended.splice(0).flatMap(({ turn, run, outcome }) => (outcome ? [{ turn, run, outcome }] : []));
		this.wait(this.batch.takeEnds(told));
		for (const { turn, run } of told) {
			const settled = turn.state.runs.find(({ runId }) => runId === run.runId);
			if (!settled) continue;
			this.runs.set(settled.runId, settled);
			turn.finished.push(settled);
		}
	}

	/** Writes what nothing was written along with, and carries out what else follows. @returns whether that makes more due */
	private async conclude(): Promise<boolean> {
		const starts = await this.batch.step([]);
		this.wait(starts);
		return starts.length > 0;
	}

	/** Writes parts, and what has ended with them. @returns why that failed, and nobody knows how much of it is written */
	private async writeAlong(parts: readonly Part[]): Promise<{ readonly error: unknown } | null> {
		const failed = await writeParts(this.ports.ledger, [...this.batch.parts(), this.firstUse(), ...parts]).then(
			() => null,
			(error: unknown) => ({ error }),
		);
		// What is written after that is not kept from it by this once more.
		if (failed) this.used.clear();
		return failed;
	}

	private decide(): Admitted<Waiting> & { readonly now: Instant } {
		const catalog = new Map(this.snapshot.catalog.map((entry) => [entry.workflowKey, entry]));
		const { settings } = this.snapshot;
		const now = this.batch.now;
		const shared = { runs: this.runs.values(), catalog, health: this.batch.health.all, settings };
		return { ...admit(this.candidates(), shared, now), now };
	}

	private async startSome(first: boolean): Promise<void> {
		const { ledger } = this.ports;
		// One call after the other anyway: then what has ended is written first, and read again with the brake.
		if (!ledger.writeAtOnce) await this.conclude();
		for (let contest = 0; contest < MAX_CONTESTS; contest++) {
			let { admitted, refused, now } = this.decide();
			// Where nothing would start there is no brake to look for.
			if (admitted.length > 0 && (!first || contest > 0 || this.batch.calledBack)) {
				await this.lookAgain();
				({ admitted, refused, now } = this.decide());
			}
			const wanted = admitted.map(({ candidate, reserved }) => ({ ...candidate, reserved }));
			const rules = { admissions: this.snapshot.admissions, now, isRecorded: ({ runId }: Run) => this.runs.has(runId) };
			const claim = new RunClaim(this.ports, wanted, rules);
			const held = this.hold(contest === 0 ? refused : []);
			const cut = new Set(admitted.flatMap(({ candidate: { run }, shortened }) => (shortened ? [run.runId] : [])));
			const notices = shortenedNotices(wanted, cut);
			// Only if all of it is taken at once.
			const whole: Part = {
				steps: [
					reportStep(
						notices,
						now,
						claim.part.steps.filter((step) => 'changes' in step),
					),
				],
				after: () => undefined,
			};
			const failed = await this.writeAlong(wanted.length > 0 ? [held, claim.part, whole] : [held]);
			if (failed && this.batch.isUnwritten) {
				// What has ended is written by itself: a cell that cannot be written, or a lost answer, then concerns only whose it is.
				await this.conclude();
				continue;
			}
			if (failed) {
				this.giveUp(
					[...this.candidates(), ...wanted].map(({ turn }) => turn),
					failed.error,
				);
				return;
			}
			if (wanted.length === 0) return;
			const planned = wanted.flatMap(({ step }) => this.waiting.get(step.stepKey) ?? []);
			for (const { step } of wanted) this.waiting.delete(step.stepKey);
			if (claim.isAdmitted) this.snapshot = { ...this.snapshot, admissions: this.snapshot.admissions + 1 };
			const started = await claim.confirm(({ turn }) => turn.goesOn);
			if (started.length > 0) {
				// Nothing comes between the place and the start: whoever pulls the brake looks for what has a place, and has to find it.
				for (const each of started) this.begin(each);
				if (started.length === wanted.length) handOn(notices);
				else await queueReports(ledger, shortenedNotices(started, cut), this.batch.now);
				return;
			}
			for (const candidate of planned) this.waiting.set(candidate.step.stepKey, candidate);
		}
		this.waiting.clear();
	}

	/** The brake is read before each start; whatever another worker was admitted to since is read too. */
	private async lookAgain(): Promise<void> {
		const { ledger } = this.ports;
		const writes = new Set([...WRITTEN, ...this.batch.parts().flatMap(({ steps }) => steps.map(({ table }) => table))]);
		const { run_admission: lanes, settings } = await ledger.readAll(['run_admission', 'settings'], {}, [...writes]);
		this.snapshot = { ...this.snapshot, settings: readSettings(settings) };
		if ((lanes.find(({ lane }) => lane === ADMISSION_LANE)?.sequence ?? 0) === this.snapshot.admissions) return;
		// What has ended belongs to the goals as they were known.
		await this.conclude();
		this.snapshot = await loadSnapshot(ledger);
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

	private begin({ turn, run, step }: Waiting): void {
		this.runs.set(run.runId, run);
		turn.remember(run);
		turn.tried.add(run.runId);
		this.used.add(run.workflowKey);
		const begun = this.ports.elapsed();
		const done = this.ports.dispatch(run, step).then((outcome) => {
			this.ended.push({ turn, run, outcome, took: this.ports.elapsed() - begun });
			this.underWay.delete(run.runId);
		});
		this.underWay.set(run.runId, done);
	}

	/** A refused step gets a row that says why, and its goal a notice, once: there is one row for a step and a day. */
	private hold(refused: Admitted<Waiting>['refused']): Part {
		for (const { candidate } of refused) this.waiting.delete(candidate.step.stepKey);
		return heldNotices(this.ports, refused, this.runs, this.batch.now);
	}

	/**
	 * After its first run a workflow counts as known, so that it is not asked about again. Noted with what is written next: who dies
	 * before that is asked once more.
	 */
	private firstUse(): Part {
		const firstUsedAt = this.batch.now;
		const firsts = this.snapshot.catalog.filter((entry) => entry.firstUsedAt === null && this.used.has(entry.workflowKey));
		const changes = firsts.map(({ workflowKey }) => ({
			key: workflowKey,
			expected: { firstUsedAt: null },
			values: { firstUsedAt },
		}));
		return {
			steps: [{ table: 'workflow_catalog', changes }],
			after: () => {
				const catalog = this.snapshot.catalog.map((entry) => (firsts.includes(entry) ? { ...entry, firstUsedAt } : entry));
				this.snapshot = { ...this.snapshot, catalog };
			},
		};
	}
}
