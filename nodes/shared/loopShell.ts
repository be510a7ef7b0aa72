import type { LoopEvent, LoopState } from '../../core/commands';
import { ADMISSION_LANE } from '../../ledger/loopState';
import { GoalTurn } from './goalTurn';
import { LoopBatch } from './loopBatch';
import { RunStarter } from './runStarter';
import type { ShellPorts, ShellResult } from './shellTypes';

export type { ShellPorts, ShellResult } from './shellTypes';

/** What came of one goal's turn, and why it ended early where it did. */
export interface TurnResult extends ShellResult {
	readonly failure: { readonly error: unknown } | null;
}

/**
 * Feeds one event to each of many goals and carries out everything that follows. The number of ledger calls does not grow with
 * the goals. A goal that fails keeps none of the others from its turn.
 */
export async function feedAll(
	states: readonly LoopState[],
	event: LoopEvent,
	ports: ShellPorts,
	isNew = false,
): Promise<TurnResult[]> {
	const turns = states.map((state) => new GoalTurn(state, isNew));
	const batch = new LoopBatch(ports);
	if (event.type === 'StopRequested') await interrupt(ports);
	if (event.type === 'Tick') await batch.step(turns.map((turn) => [turn, { type: 'ReconcileRequested' }] as const));
	const starts = await batch.step(turns.map((turn) => [turn, event] as const));
	if (starts.length > 0) await new RunStarter(batch, ports, turns).run(starts);
	return turns.map(({ state, finished, stopped, requested, reports, failure }) => ({
		state,
		finished,
		stopped,
		requested,
		reports,
		failure,
	}));
}

/** Moves the counter of admissions on: whoever is about to start something has to look again, and finds the brake pulled. */
async function interrupt({ ledger, now, executionId }: ShellPorts): Promise<void> {
	const fresh = { lane: ADMISSION_LANE, sequence: 0, admittedAt: now, executionId };
	await ledger.insert('run_admission', [fresh]);
	for (;;) {
		const [lane] = await ledger.read('run_admission', { lane: ADMISSION_LANE });
		const sequence = lane?.sequence ?? 0;
		const values = { sequence: sequence + 1, admittedAt: now, executionId };
		if (await ledger.transition('run_admission', ADMISSION_LANE, { sequence }, values)) return;
	}
}

/** Feeds events to the loop and carries its commands out, for one goal. */
export class LoopShell {
	constructor(
		private readonly state: LoopState,
		private readonly ports: ShellPorts,
		private readonly isNew = false,
	) {}

	/** Feeds one event and everything that follows from it. A tick goes on until no step is due any more. */
	async feed(event: LoopEvent): Promise<ShellResult> {
		const [result] = await feedAll([this.state], event, this.ports, this.isNew);
		if (!result) throw new RangeError('one goal gives one result');
		if (result.failure) throw result.failure.error;
		return result;
	}
}
