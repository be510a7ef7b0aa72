import type { Instant, Run } from '../../core/types';
import { ADMISSION_LANE } from '../../ledger/loopState';
import type { Part } from './parts';
import { BEGIN_WITHIN_MS, BEGINS_AT_LATEST_MS, type ShellPorts } from './shellTypes';

/** Where it took longer to get a place, the counter is read once more before anything starts. */
const PROMPT_MS = BEGIN_WITHIN_MS / 2;
/** How often in a row that may happen. */
const MAX_LOOKS = 5;

/** A run that is to have a place, with the money that is set aside for it. */
export interface Wanted {
	readonly run: Run;
	readonly reserved: number;
}

/** What claiming depends on beside the runs. */
interface ClaimRules {
	/** How many admissions there had been when it was decided. */
	readonly admissions: number;
	readonly now: Instant;
	/** Whether a run has a row. */
	readonly isRecorded: (run: Run) => boolean;
}

/**
 * Takes places and sets money aside: the rows first, then the counter that all admissions go through. Whoever finds the counter
 * moved has decided on old figures, gives everything back and has started nothing; likewise who got an answer so late that somebody
 * has moved it since.
 */
export class RunClaim<W extends Wanted> {
	/** What is to be written. */
	readonly part: Part;
	/** Nobody else moved the counter first. */
	isAdmitted = false;
	/** Those whose row nobody else had, as they are now. */
	private mine: readonly (W & { readonly before: Run })[] = [];
	private readonly asked: number;

	constructor(
		private readonly ports: ShellPorts,
		wanted: readonly W[],
		private readonly rules: ClaimRules,
	) {
		const { executionId } = ports;
		const { admissions: sequence, now, isRecorded } = rules;
		this.asked = ports.elapsed();
		const workflows = new Map(ports.snapshot.catalog.map(({ workflowKey, workflowId }) => [workflowKey, workflowId]));
		const changes = wanted.map(({ run, reserved }) => ({
			key: run.runId,
			expected: { status: run.status, attempts: run.attempts },
			values: {
				status: 'running',
				attempts: run.attempts + 1,
				startedAt: now,
				executionId,
				// The one it is dispatched to: that of the same snapshot.
				workflowId: workflows.get(run.workflowKey) ?? null,
				receivedAt: null,
				reserved,
				error: null,
				params: run.params,
			} as const,
		}));
		const lane = { lane: ADMISSION_LANE, sequence: 0, admittedAt: now, executionId };
		const moved = { sequence: sequence + 1, admittedAt: now, executionId };
		this.part = {
			steps: [
				{ table: 'run_log', insert: wanted.map(({ run }) => run).filter((run) => run.attempts === 0 && !isRecorded(run)) },
				{ table: 'run_log', changes },
				{ table: 'run_admission', insert: sequence === 0 ? [lane] : [] },
				{ table: 'run_admission', changes: [{ key: ADMISSION_LANE, expected: { sequence }, values: moved }] },
			],
			after: ([, mine = [], , [isAdmitted = false] = []]) => {
				this.isAdmitted = isAdmitted;
				this.mine = wanted.flatMap((each, index) => {
					return mine[index] ? [{ ...each, before: each.run, run: { ...each.run, ...changes[index]?.values } }] : [];
				});
			},
		};
	}

	/**
	 * Once it is written: what may start now. The rest is given back.
	 * @param mayStart whether a run may still start, by what came of what was written with its claim
	 */
	async confirm(mayStart: (claimed: W) => boolean): Promise<readonly W[]> {
		if (this.mine.length === 0) return [];
		const isSafe = this.isAdmitted && (await this.isLeftAlone());
		const started = isSafe ? this.mine.filter(mayStart) : [];
		await this.giveBack(this.mine.filter((claimed) => !started.includes(claimed)));
		return started;
	}

	private async giveBack(claimed: readonly (W & { readonly before: Run })[]): Promise<void> {
		if (claimed.length === 0) return;
		const { ledger, executionId } = this.ports;
		await ledger.transitionAll(
			'run_log',
			claimed.map(({ run: { runId }, before: { attempts, reserved } }) => ({
				key: runId,
				expected: { status: 'running' as const, executionId },
				values: { status: 'scheduled' as const, attempts, reserved },
			})),
		);
	}

	/** Whether nobody can have looked for what has a place since it was asked for, and taken it for something that never begins. */
	private async isLeftAlone(): Promise<boolean> {
		const { ledger, elapsed } = this.ports;
		let known = this.asked;
		for (let look = 0; look < MAX_LOOKS && elapsed() < BEGINS_AT_LATEST_MS; look++) {
			if (elapsed() - known <= PROMPT_MS) return true;
			known = elapsed();
			const [lane] = await ledger.read('run_admission', { lane: ADMISSION_LANE });
			if (lane?.sequence !== this.rules.admissions + 1) return false;
		}
		return false;
	}
}
