import type { IExecuteFunctions } from 'n8n-workflow';
import type { LoopEvent } from '../../core/commands';
import type { Goal, Instant } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { type LedgerSnapshot, loopState } from '../../ledger/loopState';
import { feedAll, type TurnResult } from '../shared/loopShell';
import { openSnapshot } from '../shared/session';
import { shellPorts } from '../shared/shellPorts';

/** The ledger of an item as it was at first, and a way to feed its goals, all of them at once. */
export interface Session {
	readonly ledger: Ledger;
	readonly snapshot: LedgerSnapshot;
	readonly now: Instant;
	readonly feed: (goals: readonly Goal[], event: LoopEvent) => Promise<TurnResult[]>;
}

/** Opens the ledger, loads it, and connects the loop to this execution. */
export async function openSession(
	context: IExecuteFunctions,
	itemIndex: number,
	load?: Parameters<typeof openSnapshot>[2],
): Promise<Session> {
	const { ledger, api, snapshot, now } = await openSnapshot(context, itemIndex, load);
	const ports = shellPorts(context, ledger, api, snapshot, now);
	const feed: Session['feed'] = async (goals, event) =>
		feedAll(
			goals.map((goal) => loopState(goal, snapshot)),
			event,
			ports,
		);
	return { ledger, snapshot, now, feed };
}
