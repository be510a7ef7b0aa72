import type { IExecuteFunctions } from 'n8n-workflow';
import type { N8nApiClient } from '../../clients/n8nApi/client';
import { AutopilotError } from '../../core/errors';
import type { Goal, GoalStatus, Instant } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { type LedgerSnapshot, loadSnapshot } from '../../ledger/loopState';
import { openLedger } from './ledger';
import { readCurrentTime, refuseReplay } from './time';

const ACTIVE: ReadonlySet<GoalStatus> = new Set<GoalStatus>(['awaiting_decision', 'running', 'paused']);

/** Whether a goal is neither a draft nor closed. */
export const isActive = ({ status }: Pick<Goal, 'status'>): boolean => ACTIVE.has(status);

/** Loads what the ledger says of everything. */
type Load = (ledger: Ledger) => Promise<LedgerSnapshot>;

/** The ledger of an item, loaded once, and the time the item takes for now. */
export interface OpenSnapshot {
	readonly ledger: Ledger;
	readonly api: N8nApiClient;
	readonly snapshot: LedgerSnapshot;
	readonly now: Instant;
}

/**
 * Opens the ledger and loads all of it.
 * @throws AutopilotError REPLAY_REFUSED where another time than the present is given and the settings do not allow that.
 */
export async function openSnapshot(
	context: IExecuteFunctions,
	itemIndex: number,
	load: Load = loadSnapshot,
): Promise<OpenSnapshot> {
	const { ledger, api } = await openLedger(context, itemIndex);
	const snapshot = await load(ledger);
	const now = readCurrentTime(context, itemIndex);
	refuseReplay(now, snapshot.settings);
	return { ledger, api, snapshot, now };
}

/** Goals that were closed while runs of theirs were under way: what those did and cost is still found out. */
export function closedWithOpenRuns({ goals, runs }: LedgerSnapshot): readonly Goal[] {
	const open = new Set(runs.flatMap(({ goalId, status }) => (status === 'running' || status === 'unknown' ? [goalId] : [])));
	return goals.filter(({ goalId, status }) => !ACTIVE.has(status) && open.has(goalId));
}

/**
 * The goals an operation is about: the one named, or all that are active.
 * @throws AutopilotError GOAL_NOT_FOUND
 */
export function selectGoals({ goals }: LedgerSnapshot, goalId: string): readonly Goal[] {
	if (goalId === '') return goals.filter(({ status }) => ACTIVE.has(status));
	const goal = goals.find((known) => known.goalId === goalId);
	if (!goal) throw new AutopilotError('GOAL_NOT_FOUND', `There is no goal "${goalId}" in the ledger`);
	return [goal];
}
