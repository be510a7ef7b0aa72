import type { LoopState } from '../commands';
import { decisionPayload } from '../decision/payload';
import { QUESTION_TEXTS } from '../locale/question';
import { changedPlan } from '../plan/changedPlan';
import { displayName } from '../plan/displayName';
import { reducedOutlook } from '../plan/planOutlook';
import { withoutWorkflows } from '../plan/withoutWorkflows';
import { dayOf } from '../time';
import type { DecisionOption, DecisionRequest, Instant, Plan, Run } from '../types';
import { forecastSpend } from './spending';

/**
 * The question when a service's rate limit stops a step: leave it out today, leave its workflow out altogether, or
 * stop. Each answer with what the goal will then have cost, how likely it is reached and when.
 */
export function rateLimitRequest(state: LoopState, run: Run, now: Instant): DecisionRequest {
	const { goal, catalog } = state;
	const texts = QUESTION_TEXTS[goal.locale];
	const entry = catalog.find(({ workflowKey }) => workflowKey === run.workflowKey);
	const name = displayName(entry ?? { name: '', workflowKey: run.workflowKey });
	const given = goal.plan ? optionsOf(state, goal.plan, run, name, now) : [];
	const options = given.map((option, index): DecisionOption => ({ key: String(index + 1), ...option }));
	return {
		goalId: goal.goalId,
		kind: 'rate_limited',
		key: run.runId,
		question: texts.rateLimit(name),
		evidence: run.error === null ? [] : [run.error],
		options,
		recommended: '1',
		risk: 'low',
		urgency: 'medium',
		payload: decisionPayload(state, options),
	};
}

type Option = Omit<DecisionOption, 'key'>;

function optionsOf(state: LoopState, plan: Plan, run: Run, name: string, now: Instant): Option[] {
	const { goal, runs, settings } = state;
	const texts = QUESTION_TEXTS[goal.locale];
	const currency = goal.currency ?? settings.currency;
	const effectOf = (left: Plan): Pick<Option, 'spend' | 'probability' | 'finishAt'> => {
		const { probability, finishAt } = reducedOutlook(goal, left, now);
		return { spend: { amount: forecastSpend({ ...goal, plan: left }, runs, settings, now), currency }, probability, finishAt };
	};
	const without = withoutKey(plan, run.workflowKey);
	const nothing = changedPlan(plan, []);
	return [
		{
			label: texts.retryTomorrow,
			outcome: 'approve',
			effect: { type: 'continue' },
			...effectOf(withoutToday(plan, run.workflowKey, dayOf(now, goal.timeZone))),
		},
		...(without.allocations.length === 0
			? []
			: [
					{
						label: texts.leaveOut(name),
						outcome: 'approve',
						effect: { type: 'replace_plan', plan: { ...without, forecast: reducedOutlook(goal, without, now) } },
						...effectOf(without),
					} satisfies Option,
				]),
		{ label: texts.pauseGoal, outcome: 'reject', effect: { type: 'pause' }, ...effectOf(nothing) },
	];
}

/** The same plan, in which this workflow does nothing more on one day. */
const withoutToday = (plan: Plan, key: string, today: string): Plan =>
	changedPlan(
		plan,
		plan.allocations.map((allocation) => ({
			...allocation,
			actionsPerDay: allocation.actionsPerDay.map((actions, index) =>
				allocation.workflowKey === key && plan.days[index] === today ? 0 : actions,
			),
		})),
	);

/** The plan without one workflow, also later: it leaves the room too. */
function withoutKey(plan: Plan, key: string): Plan {
	const left = withoutWorkflows(plan, new Set([key]));
	if (!left.room) return left;
	const kept = new Set(left.allocations.map(({ workflowKey }) => workflowKey));
	const gone = new Set(plan.allocations.flatMap(({ workflowKey }) => (kept.has(workflowKey) ? [] : [workflowKey])));
	const most = left.room.most.filter(({ workflowKey }) => workflowKey !== key && !gone.has(workflowKey));
	return { ...left, room: { ...left.room, most } };
}
