import { measureIndicators } from '../../../core/monitor/indicators';
import { measureLearning } from '../../../core/monitor/learningIndicators';
import { loopState } from '../../../ledger/loopState';
import type { Operation } from '../../shared/operation';
import { readGoalId } from '../../shared/goalField';
import { openSnapshot, selectGoals } from '../../shared/session';
import { toItem } from '../../shared/snakeCase';

/** How well each goal runs by itself: attainment, runs, questions, time to decide, what adjusting brought and how fast it learns. */
export const report: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		const { snapshot } = await openSnapshot(context, itemIndex);
		const goals = selectGoals(snapshot, readGoalId(context, itemIndex));
		return goals.map((goal) => {
			const state = loopState(goal, snapshot);
			return {
				output: 0,
				json: {
					goal_id: goal.goalId,
					status: goal.status,
					profile: snapshot.settings.profile,
					...toItem(measureIndicators(state)),
					...toItem(measureLearning(state.adjustments)),
				},
			};
		});
	},
};
