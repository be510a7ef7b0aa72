import type { LoopState } from '../commands';
import { decisionPayload } from '../decision/payload';
import { QUESTION_TEXTS } from '../locale/question';
import { changedPlan } from '../plan/changedPlan';
import { displayName } from '../plan/displayName';
import { reducedOutlook } from '../plan/planOutlook';
import { withoutWorkflows } from '../plan/withoutWorkflows';
import { dayOf } from '../time';
import type { Decision, DecisionOption, DecisionRequest, Instant, Plan, Run } from '../types';
import { forecastSpend } from './spending';

/**
 * The question when rate limits of services stop steps: leave them out today, leave their workflows out altogether, or stop. One question
 * for all of them. Each answer with what the goal will then have cost, how likely it is reached and when.
 */
export function rateLimitRequest(state: LoopState, limited: readonly Run[], now: Instant): DecisionRequest {
	const { goal, catalog } = state;
	const texts = QUESTION_TEXTS[goal.locale];
	const runs = limited.toSorted((one, other) => (one.runId < other.runId ? -1 : 1));
	const names = runs.map(({ workflowKey }) =>
		displayName(catalog.find((entry) => entry.workflowKey === workflowKey) ?? { name: '', workflowKey }),
	);
	const given = goal.plan ? optionsOf(state, goal.plan, runs, names, now) : [];
	const options = given.map((option, index): DecisionOption => ({ key: String(index + 1), ...option }));
	return {
		goalId: goal.goalId,
		kind: 'rate_limited',
		key: runs.map(({ runId }) => runId).join('+'),
		question: texts.rateLimit(names),
		evidence: [...new Set(runs.flatMap(({ error }) => error ?? []))],
		options,
		recommended: '1',
		risk: 'low',
		urgency: 'medium',
		payload: decisionPayload(state, options),
	};
}

type Option = Omit<DecisionOption, 'key'>;

/** The runs a question about rate limits is about. */
export function limitedRuns({ options }: Pick<Decision, 'options'>, runs: readonly Run[]): Run[] {
	const ids = new Set(options.flatMap(({ effect }) => (effect.type === 'continue' ? (effect.without ?? []) : [])));
	return runs.filter(({ runId }) => ids.has(runId));
}

function optionsOf(state: LoopState, plan: Plan, limited: readonly Run[], names: readonly string[], now: Instant): Option[] {
	const { goal, runs, settings } = state;
	const keys = new Set(limited.map(({ workflowKey }) => workflowKey));
	const texts = QUESTION_TEXTS[goal.locale];
	const currency = goal.currency ?? settings.currency;
	const effectOf = (left: Plan): Pick<Option, 'spend' | 'probability' | 'finishAt'> => {
		const { probability, finishAt } = reducedOutlook(goal, left, now);
		return { spend: { amount: forecastSpend({ ...goal, plan: left }, runs, settings, now), currency }, probability, finishAt };
	};
	const without = withoutKeys(plan, keys);
	const nothing = changedPlan(plan, []);
	return [
		{
			label: texts.retryTomorrow,
			outcome: 'approve',
			effect: { type: 'continue', without: limited.map(({ runId }) => runId) },
			...effectOf(withoutToday(plan, keys, dayOf(now, goal.timeZone))),
		},
		...(without.allocations.length === 0
			? []
			: [
					{
						label: texts.leaveOut(names),
						outcome: 'approve',
						effect: { type: 'replace_plan', plan: { ...without, forecast: reducedOutlook(goal, without, now) } },
						...effectOf(without),
					} satisfies Option,
				]),
		{ label: texts.pauseGoal, outcome: 'reject', effect: { type: 'pause' }, ...effectOf(nothing) },
	];
}

/** The same plan, in which these workflows do nothing more on one day. */
const withoutToday = (plan: Plan, keys: ReadonlySet<string>, today: string): Plan =>
	changedPlan(
		plan,
		plan.allocations.map((allocation) => ({
			...allocation,
			actionsPerDay: allocation.actionsPerDay.map((actions, index) =>
				keys.has(allocation.workflowKey) && plan.days[index] === today ? 0 : actions,
			),
		})),
	);

/** The plan without these workflows, also later: they leave the room too. */
function withoutKeys(plan: Plan, keys: ReadonlySet<string>): Plan {
	const left = withoutWorkflows(plan, keys);
	if (!left.room) return left;
	const kept = new Set(left.allocations.map(({ workflowKey }) => workflowKey));
	const gone = new Set(plan.allocations.flatMap(({ workflowKey }) => (kept.has(workflowKey) ? [] : [workflowKey])));
	const most = left.room.most.filter(({ workflowKey }) => !keys.has(workflowKey) && !gone.has(workflowKey));
	return { ...left, room: { ...left.room, most } };
}
