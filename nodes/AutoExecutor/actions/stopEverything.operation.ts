import type { IExecuteFunctions } from 'n8n-workflow';
import type { TurnResult } from '../../shared/loopShell';
import { openLedger } from '../../shared/ledger';
import type { Operation } from '../../shared/operation';
import { selectGoals } from '../../shared/session';
import { readCurrentTime } from '../../shared/time';
import { switchOff } from '../brake';
import { openSession, orNothing, routeAll } from '../goals';
import { readReason } from './goalControl.operation';

/** Pulls the brake: the setting first, so that nothing starts while running executions are being stopped. */
export async function stopAll(context: IExecuteFunctions, itemIndex: number, reason: string): Promise<TurnResult[]> {
	const { ledger } = await openLedger(context, itemIndex);
	await switchOff(ledger);
	const { snapshot, feed } = await openSession(context, itemIndex);
	return await feed(selectGoals(snapshot, ''), { type: 'StopRequested', reason });
}

/** Lets nothing new start and stops what is running. */
export const stopEverything: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		const reason = readReason(context.getNodeParameter('reason', itemIndex, ''), 'stopped by hand');
		return orNothing(routeAll(context, await stopAll(context, itemIndex, reason), readCurrentTime(context, itemIndex)));
	},
};
