import { readGoalId } from '../../shared/goalField';
import { openSnapshot, selectGoals } from '../../shared/session';
import { buildReport } from '../../../core/report/buildReport';
import { deliveriesOf } from '../../../core/report/delivery';
import { dueReport } from '../../../core/report/dueReport';
import type { Report } from '../../../core/types';
import { loopState } from '../../../ledger/loopState';
import { reportItems } from '../reportItems';
import type { Operation } from '../../shared/operation';

const KINDS: readonly Report['kind'][] = ['daily', 'weekly', 'final'];

/** Writes the report of each goal as it stands now; the one that is due also goes to where reports wait to be sent. */
export const report: Operation = {
	fields: [
		{
			displayName: 'Report Type',
			name: 'reportKind',
			type: 'options',
			options: [
				{ name: 'Daily', value: 'daily', description: 'Runs of today and the plan for tomorrow' },
				{
					name: 'Due',
					value: 'due',
					description:
						'Once a day, of the last whole day, of Sundays weekly; nothing for goals without news. It waits in report_log until Report: Send.',
				},
				{ name: 'Final', value: 'final', description: 'Everything since the goal was set' },
				{ name: 'Weekly', value: 'weekly', description: 'Runs of the last seven days and the plan for the next seven' },
			],
			default: 'daily',
			displayOptions: { show: { operation: ['report'] } },
		},
	],
	async execute(context, itemIndex) {
		const { ledger, snapshot, now } = await openSnapshot(context, itemIndex);
		const { settings } = snapshot;
		const asked = context.getNodeParameter('reportKind', itemIndex, 'daily');
		const goals = selectGoals(snapshot, readGoalId(context, itemIndex));
		if (asked !== 'due') {
			const kind = KINDS.find((known) => known === asked) ?? 'daily';
			return goals.flatMap((goal) => reportItems(buildReport(kind, loopState(goal, snapshot), now), settings));
		}
		const due = goals.flatMap((goal) => {
			const found = dueReport(loopState(goal, snapshot), now);
			if (!found) return [];
			const { report: written, at } = found;
			return [{ written, deliveries: deliveriesOf(written, settings.approvers, { zone: goal.timeZone, now: at }) }];
		});
		if (due.length === 0) return [];
		// Asked every hour, so that none is missed: only what the ledger did not have yet is news.
		const added = new Set(
			await ledger.insert(
				'report_log',
				due.flatMap(({ deliveries }) => deliveries),
			),
		);
		const isNew = ({ deliveries }: (typeof due)[number]): boolean => deliveries.some(({ reportId }) => added.has(reportId));
		return due.filter(isNew).flatMap(({ written }) => reportItems(written, settings));
	},
};
