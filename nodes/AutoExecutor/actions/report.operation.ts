import { selectGoals } from '../../shared/session';
import { buildReport } from '../../../core/report/buildReport';
import type { Report } from '../../../core/types';
import { loopState } from '../../../ledger/loopState';
import { openSession, reportItems } from '../goals';
import type { Operation } from '../../shared/operation';

const KINDS: readonly Report['kind'][] = ['daily', 'weekly', 'final'];

/** Writes the report of each goal as it stands now. */
export const report: Operation = {
	fields: [
		{
			displayName: 'Report',
			name: 'reportKind',
			type: 'options',
			options: [
				{ name: 'Daily', value: 'daily', description: 'Runs of today and the plan for tomorrow' },
				{ name: 'Final', value: 'final', description: 'Everything since the goal was set' },
				{ name: 'Weekly', value: 'weekly', description: 'Everything since the goal was set, while it is running' },
			],
			default: 'daily',
			displayOptions: { show: { operation: ['report'] } },
		},
	],
	async execute(context, itemIndex) {
		const { snapshot, now } = await openSession(context, itemIndex);
		const asked = context.getNodeParameter('reportKind', itemIndex, 'daily');
		const kind = KINDS.find((known) => known === asked) ?? 'daily';
		const goals = selectGoals(snapshot, String(context.getNodeParameter('goalId', itemIndex, '')));
		return goals.flatMap((goal) => reportItems(buildReport(kind, loopState(goal, snapshot), now), snapshot.settings));
	},
};
