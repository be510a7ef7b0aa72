import { seededRandom } from '../../core/plan/random';
import { oracle } from './oracle';
import { type Morning, type Policy, ratio } from './policy';
import type { Scenario, ScenarioWorkflow } from './scenario';

/** Share of the money that ε-greedy spends on chance. */
const EPSILON = 0.1;

/** Today's share of what is left: the same money on every day. */
const dailyMoney = ({ scenario, day, left, ceiling }: Morning): number => Math.min(ceiling, left / (scenario.goal.days - day));

const capacityOf = ({ truth, prior }: ScenarioWorkflow): number => prior.capacity ?? truth.capacity;
const costOf = ({ truth, prior }: ScenarioWorkflow): number => prior.cost ?? truth.cost;

const affordable = (workflow: ScenarioWorkflow, money: number): number => {
	const cost = costOf(workflow);
	return cost > 0 ? Math.min(capacityOf(workflow), Math.floor(money / cost + 1e-9)) : capacityOf(workflow);
};

/** What one action is worth by the catalog. */
const priorWorth =
	({ goal }: Scenario) =>
	({ truth, prior }: ScenarioWorkflow): number =>
		(prior.conversion ?? truth.conversion) * (goal.metric === 'revenue' ? (prior.value ?? truth.value.mean) : 1);

/** Every workflow gets the same money; what one cannot use goes to the others. */
function evenly(workflows: readonly ScenarioWorkflow[], money: number): Map<string, number> {
	const actions = new Map<string, number>();
	let left = money;
	const order = workflows.toSorted((one, other) => capacityOf(one) * costOf(one) - capacityOf(other) * costOf(other));
	order.forEach((workflow, index) => {
		const most = affordable(workflow, left / (order.length - index));
		actions.set(workflow.key, most);
		left -= most * costOf(workflow);
	});
	return actions;
}

const even: Policy = (morning) => evenly(morning.scenario.workflows, dailyMoney(morning));

/**
 * Today's money in the order of worth per cost. Equals share it evenly: whoever sees no difference has no reason to follow the order of
 * the file, which may happen to be that of the truth.
 */
function inOrder(
	workflows: readonly ScenarioWorkflow[],
	money: number,
	worthOf: (workflow: ScenarioWorkflow) => number,
): Map<string, number> {
	const valued = workflows.map((workflow) => ({ workflow, value: ratio(worthOf(workflow), costOf(workflow)) }));
	const groups: (typeof valued)[] = [];
	for (const one of valued.toSorted((a, b) => (b.value === a.value ? 0 : b.value - a.value))) {
		const last = groups.at(-1);
		if (last?.[0] && isSame(last[0].value, one.value)) last.push(one);
		else groups.push([one]);
	}
	const actions = new Map<string, number>();
	let left = money;
	for (const group of groups) {
		for (const [key, count] of evenly(
			group.map(({ workflow }) => workflow),
			left,
		))
			actions.set(key, count);
		for (const { workflow } of group) left -= (actions.get(workflow.key) ?? 0) * costOf(workflow);
	}
	return actions;
}

/** Equal but for the last bits. */
const isSame = (one: number, other: number): boolean => one === other || Math.abs(one - other) <= 1e-9 * Math.abs(one);

/** The best by the catalog first. */
const greedy: Policy = (morning) => inOrder(morning.scenario.workflows, dailyMoney(morning), priorWorth(morning.scenario));

/** Nine tenths of the money to the best by what has been seen (the catalog's figures count as so many actions), one tenth to any. */
const epsilonGreedy: Policy = (morning) => {
	const { scenario, seed, day, seen } = morning;
	const byPrior = priorWorth(scenario);
	const money = dailyMoney(morning);
	const exploring = Number.isFinite(money) ? money * EPSILON : 0;
	const actions = inOrder(scenario.workflows, money - exploring, (workflow) => {
		const { actions: count, worth } = seen.get(workflow.key) ?? { actions: 0, worth: 0 };
		const strength = Math.max(workflow.prior.strength, 1);
		return (byPrior(workflow) * strength + worth) / (strength + count);
	});
	const any = scenario.workflows[Math.floor(seededRandom(seed, `epsilon/${day}`)() * scenario.workflows.length)];
	if (any) {
		const before = actions.get(any.key) ?? 0;
		actions.set(any.key, Math.min(capacityOf(any), before + affordable(any, exploring)));
	}
	return actions;
};

/** The policies the core is compared with. */
export const BASELINES: Readonly<Record<'even_split' | 'greedy_priors' | 'epsilon_greedy' | 'oracle', Policy>> = {
	even_split: even,
	greedy_priors: greedy,
	epsilon_greedy: epsilonGreedy,
	oracle,
};
