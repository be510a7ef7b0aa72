import { automaticShare, decisionFigures, groupDecisions, type DecisionGrouping } from '../../../core/monitor/decisionFigures';
import { goalField, readGoalId } from '../../shared/goalField';
import { openLedger } from '../../shared/ledger';
import type { Operation } from '../../shared/operation';
import { toItem } from '../../shared/snakeCase';

/** How often people were asked and how long they took, one item for each group. */
export const figures: Operation = {
	fields: [
		goalField(['figures'], 'The goal whose questions to measure. Leave empty for all.'),
		{
			displayName: 'Group By',
			name: 'groupBy',
			type: 'options',
			options: [
				{ name: 'Approver', value: 'approver', description: 'Who answered' },
				{ name: 'Channel', value: 'channel', description: 'Over which channel the answer came' },
				{ name: 'Goal', value: 'goal', description: 'With the share of runs that needed no question' },
				{ name: 'Kind', value: 'kind', description: 'What was asked about' },
			],
			default: 'goal',
			description: 'What each item stands for',
			displayOptions: { show: { operation: ['figures'] } },
		},
	],
	execute: async (context, itemIndex) => {
		const goalId = readGoalId(context, itemIndex);
		const groupBy = context.getNodeParameter('groupBy', itemIndex, 'goal') as DecisionGrouping;
		const { ledger } = await openLedger(context, itemIndex);
		const { decision_log: all, run_log: runs } = await ledger.readAll(['decision_log', 'run_log'], {
			...(goalId !== '' && { decision_log: [{ goalId }], run_log: [{ goalId }] }),
		});
		const groups = groupDecisions(all, groupBy);
		// A goal that never had to ask is the best of all.
		if (groupBy === 'goal') for (const run of runs) if (!groups.has(run.goalId)) groups.set(run.goalId, []);
		return [...groups].map(([name, decisions]) => ({
			output: 0,
			json: {
				[groupBy === 'goal' ? 'goal_id' : groupBy]: name,
				...toItem(decisionFigures(decisions)),
				...(groupBy === 'goal' && {
					share_without_asking: automaticShare(runs.filter((run) => run.goalId === name).length, decisions.length),
				}),
			},
		}));
	},
};
