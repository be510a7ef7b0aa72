import { UNSAID_REASON } from '../../../core/execution/unsaidReason';
import type { IExecuteFunctions } from 'n8n-workflow';
import { loadForBrake } from '../../../ledger/loopState';
import { interrupt } from '../../shared/interrupt';
import type { TurnResult } from '../../shared/loopShell';
import { openLedger } from '../../shared/ledger';
import type { Operation } from '../../shared/operation';
import { closedWithOpenRuns, selectGoals } from '../../shared/session';
import { readCurrentTime } from '../../shared/time';
import { switchOff } from '../brake';
import { orNothing } from '../outputs';
import { routeAll } from '../routeAll';
import { openSession } from '../session';
import { readReason } from './goalControl.operation';

/**
 * Pulls the brake: the setting first, then the counter of admissions, so that nothing starts that is not in what is read after it.
 * Runs of goals that were closed while they were under way are stopped too.
 */
export async function stopAll(context: IExecuteFunctions, itemIndex: number, reason: string): Promise<TurnResult[]> {
	const { ledger } = await openLedger(context, itemIndex);
	await switchOff(ledger);
	await interrupt({ ledger, now: readCurrentTime(context, itemIndex), executionId: context.getExecutionId() });
	const { snapshot, feed } = await openSession(context, itemIndex, loadForBrake);
	return await feed([...selectGoals(snapshot, ''), ...closedWithOpenRuns(snapshot)], { type: 'StopRequested', reason });
}

/** Lets nothing new start and stops what is running. */
export const stopEverything: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		const reason = readReason(context.getNodeParameter('reason', itemIndex, ''), UNSAID_REASON.stoppedByHand);
		return orNothing(routeAll(context, await stopAll(context, itemIndex, reason), readCurrentTime(context, itemIndex)));
	},
};
