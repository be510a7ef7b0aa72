import { reviewGoal } from '../../../core/monitor/reviewGoal';
import { loopState } from '../../../ledger/loopState';
import type { Operation } from '../../shared/operation';
import { readGoalId } from '../../shared/goalField';
import { openSnapshot, selectGoals } from '../../shared/session';

/** Says what will probably come out of each goal. Changes nothing. */
export const forecast: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		const { snapshot, now } = await openSnapshot(context, itemIndex);
		const goals = selectGoals(snapshot, readGoalId(context, itemIndex));
		return goals.map((goal) => {
			const { goal: reviewed } = reviewGoal(loopState(goal, snapshot), now);
			return {
				output: 0,
				json: {
					goal_id: goal.goalId,
					metric: goal.metric,
					currency: goal.currency,
					target_value: goal.targetValue,
					progress_value: reviewed.progressValue,
					pace_ratio: reviewed.paceRatio,
					forecast_value: reviewed.forecastValue,
					forecast_low: reviewed.forecastLow,
					forecast_high: reviewed.forecastHigh,
					probability: reviewed.probability,
					forecast_finish_at: reviewed.forecastFinishAt,
				},
			};
		});
	},
};
