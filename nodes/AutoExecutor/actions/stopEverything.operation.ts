import { DEFAULT_SETTINGS } from '../../../core/settings';
import { selectGoals } from '../../shared/session';
import { openLedger } from '../../shared/ledger';
import { openSession, orNothing, routeAll } from '../goals';
import type { Operation } from '../../shared/operation';

/** Pulls the brake: the setting first, so that nothing starts while running executions are being stopped. */
export const stopEverything: Operation = {
	fields: [
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: '',
			placeholder: 'e.g. Something looks wrong',
			description: 'Shown in the report and kept with the goals',
			displayOptions: { show: { operation: ['stopEverything'] } },
		},
	],
	async execute(context, itemIndex) {
		const { ledger } = await openLedger(context, itemIndex);
		// A row that somebody deleted would leave the default, which lets everything run.
		await ledger.insert(
			'settings',
			DEFAULT_SETTINGS.filter(({ key }) => key === 'AUTO_EXECUTION_ENABLED'),
		);
		await ledger.update('settings', [{ key: 'AUTO_EXECUTION_ENABLED', values: { value: 'false' } }]);
		const { snapshot, feed } = await openSession(context, itemIndex);
		const reason = String(context.getNodeParameter('reason', itemIndex, '')).slice(0, 500) || 'stopped by hand';
		const goals = selectGoals(snapshot, '');
		return orNothing(routeAll(context, await feed(goals, { type: 'StopRequested', reason })));
	},
};
