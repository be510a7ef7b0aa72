import { measureIndicators } from '../../../core/monitor/indicators';
import { loopState } from '../../../ledger/loopState';
import type { Operation } from '../../shared/operation';
import { openSnapshot, selectGoals } from '../../shared/session';
import { toItem } from '../../shared/snakeCase';

/** How well each goal runs by itself: attainment, runs, questions, time to decide. */
export const report: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		const { snapshot } = await openSnapshot(context, itemIndex);
		const goals = selectGoals(snapshot, String(context.getNodeParameter('goalId', itemIndex, '')));
		return goals.map((goal) => ({
			output: 0,
			json: { goal_id: goal.goalId, status: goal.status, ...toItem(measureIndicators(loopState(goal, snapshot))) },
		}));
	},
};
