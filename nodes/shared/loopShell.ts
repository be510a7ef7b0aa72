import type { LoopEvent, LoopState } from '../../core/commands';
import { AutopilotError } from '../../core/errors';
import { loadForBrake, loopState } from '../../ledger/loopState';
import { GoalTurn } from './goalTurn';
import { LoopBatch } from './loopBatch';
import { RunStarter } from './runStarter';
import type { ShellPorts, ShellResult } from './shellTypes';

export type { ShellPorts, ShellResult } from './shellTypes';

/** What came of one goal's turn, and why it ended early where it did. */
export interface TurnResult extends ShellResult {
	readonly failure: { readonly error: unknown } | null;
}

/** What a person does to goals: it counts whatever another worker has just done to them. */
const ORDERS: ReadonlySet<LoopEvent['type']> = new Set<LoopEvent['type']>(['StopRequested', 'PauseRequested', 'CancelRequested']);
/** How often in a row another worker may be first. */
const MAX_OVERTAKEN = 5;

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
	if (event.type === 'Tick') await batch.step(turns.map((turn) => [turn, { type: 'ReconcileRequested' }] as const));
	const starts = await batch.step(turns.map((turn) => [turn, event] as const));
	if (ORDERS.has(event.type)) await insist(turns, event, batch, ports);
	if (starts.length > 0) await new RunStarter(batch, ports, turns).run(starts);
	return turns.map(({ state, finished, stopped, unstopped, requested, reports, failure }) => ({
		state,
		finished,
		stopped,
		unstopped,
		requested,
		reports,
		failure,
	}));
}

/** Feeds an order again to goals that another worker changed in the same moment, as they are now. */
async function insist(turns: readonly GoalTurn[], event: LoopEvent, batch: LoopBatch, { ledger }: ShellPorts): Promise<void> {
	for (let time = 0; time < MAX_OVERTAKEN; time++) {
		const late = turns.filter(({ overtaken, failure }) => overtaken && failure === null);
		if (late.length === 0) return;
		const snapshot = await loadForBrake(ledger);
		const goals = new Map(snapshot.goals.map((goal) => [goal.goalId, goal]));
		for (const turn of late) {
			const goal = goals.get(turn.state.goal.goalId);
			if (goal) turn.restart(loopState(goal, snapshot));
		}
		await batch.step(late.map((turn) => [turn, event] as const));
	}
	const error = new AutopilotError('LEDGER_CONFLICT', 'Other workers kept changing the goal');
	for (const turn of turns) if (turn.overtaken) turn.failure ??= { error };
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
