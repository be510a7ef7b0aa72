import { formatPercent } from '../locale/format';
import { planText } from '../locale/planText';
import type { Settings } from '../settings';
import type { CatalogEntry, DecisionOption, Goal, Instant, Plan } from '../types';
import { displayName } from './displayName';
import { explainChanged } from './explainChanged';
import { reducedOutlook } from './planOutlook';
import { withSmallerRoom } from './room';
import { scalePlan } from './scalePlan';
import { withoutWorkflows } from './withoutWorkflows';

export interface PlanOptionsInput {
	readonly goal: Goal;
	readonly catalog: readonly CatalogEntry[];
	readonly settings: Settings;
	readonly now: Instant;
}

/** How much smaller the cautious option is. */
const SMALLER = 0.5;

/**
 * The answers to "may this plan run?": as planned; without its mass sends, or at half the size where it has none; not at
 * all. Each with what it would cost, how likely it reaches the goal and when. The middle one is left out where it would
 * run nothing.
 */
export function planOptions({ goal, catalog, settings, now }: PlanOptionsInput): DecisionOption[] {
	const { plan } = goal;
	if (!plan) return [];
	const text = planText[goal.locale];
	const currency = goal.currency ?? settings.currency;
	const reduced = reducedPlan(goal, plan, catalog);
	const nothing = withoutWorkflows(plan, new Set(plan.allocations.map(({ workflowKey }) => workflowKey)));
	const untouched = reducedOutlook(goal, nothing, now);
	const options: Omit<DecisionOption, 'key'>[] = [
		{
			label: text.options.start,
			outcome: 'approve',
			effect: { type: 'start_plan' },
			spend: { amount: plan.estimatedCost, currency },
			probability: plan.forecast.probability,
			finishAt: plan.forecast.finishAt,
		},
	];
	if (
		reduced.plan.estimatedCost > 0 ||
		reduced.plan.allocations.some(({ actionsPerDay }) => actionsPerDay.some((count) => count > 0))
	) {
		const forecast = reducedOutlook(goal, reduced.plan, now);
		const offered: Plan = { ...reduced.plan, forecast };
		options.push({
			label: reduced.label,
			outcome: 'approve',
			effect: { type: 'replace_plan', plan: { ...offered, explanation: explainChanged(goal, offered, catalog, currency) } },
			spend: { amount: reduced.plan.estimatedCost, currency },
			probability: forecast.probability,
			finishAt: forecast.finishAt,
		});
	}
	options.push({
		label: text.options.doNotRun,
		outcome: 'reject',
		effect: { type: 'cancel' },
		spend: { amount: 0, currency },
		probability: untouched.probability,
		finishAt: untouched.finishAt,
	});
	return options.map((option, index) => ({ key: String(index + 1), ...option }));
}

function reducedPlan(goal: Goal, plan: Plan, catalog: readonly CatalogEntry[]): { plan: Plan; label: string } {
	const text = planText[goal.locale];
	const sends = new Set(
		plan.allocations.filter(({ verdict }) => verdict.rule === 'mass-send').map(({ workflowKey }) => workflowKey),
	);
	if (sends.size > 0) {
		const names = catalog.filter(({ workflowKey }) => sends.has(workflowKey)).map(displayName);
		const without = withoutWorkflows(plan, sends);
		return { plan: withSmallerRoom(without, 1, sends), label: text.options.withoutMassSend(names.join(text.separator)) };
	}
	const scaled = scalePlan(plan, 1 - SMALLER, plan.days[0] ?? '');
	return { plan: withSmallerRoom(scaled, 1 - SMALLER), label: text.options.smaller(formatPercent(SMALLER)) };
}
