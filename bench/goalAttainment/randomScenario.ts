import { normal } from '../../core/plan/distributions';
import { seededRandom } from '../../core/plan/random';
import type { Random } from '../../core/ports';
import { parseScenario, type Scenario } from './scenario';

/**
 * A business nobody has looked at, one for each seed: what a policy was tuned on must not be what it is judged by. Every part of the
 * format occurs: wrong priors, lag, noise, drift, outages, dearer truths, both kinds of attribution.
 */
export function randomScenario(seed: number): Scenario {
	const random = seededRandom(seed, 'scenario');
	const days = Math.round(logUniform(7, 60, random));
	const worth = logUniform(2_000, 40_000, random);
	const workflows = Array.from({ length: between(2, 8, random) }, (_, index) => workflowOf(index, days, worth, random));
	const dearest = workflows.reduce((sum, { truth }) => sum + truth.cost * truth.capacity * days, 0);
	const budget = Math.ceil(dearest * uniform(0.15, 0.9, random));
	const earned = bestOf(workflows, budget, days);
	const perDay = random() < 0.5 ? 0 : Math.round((earned / days) * uniform(0.05, 0.4, random));
	return parseScenario(
		{
			name: `random-${seed}`,
			goal: { metric: 'revenue', target: Math.ceil((earned + perDay * days) * uniform(0.6, 1.3, random)), days, budget },
			organic: { perDay, history: 28 },
			attribution: random() < 0.85 ? 'tracked' : 'total',
			workflows,
		},
		`random scenario ${seed}`,
	);
}

interface RandomWorkflow {
	readonly key: string;
	readonly truth: {
		readonly conversion: number;
		readonly value: { readonly mean: number; readonly cv: number };
		readonly cost: number;
		readonly capacity: number;
		readonly lag: number | { readonly mean: number; readonly sd: number };
		readonly noise: number;
		readonly drift?: readonly { readonly day: number; readonly factor: number }[];
		readonly outages: readonly { readonly from: number; readonly to: number; readonly kind: 'fails' | 'silent' }[];
		readonly failureRate: number;
	};
	readonly prior: object;
}

function workflowOf(index: number, days: number, worth: number, random: Random): RandomWorkflow {
	const conversion = logUniform(0.005, 0.2, random);
	const mean = Math.round(worth * Math.exp(0.3 * normal(random)));
	// Between a third and five times what an action brings on average, so that some are not worth their money.
	const cost = Math.max(1, Math.round((0.05 * worth) / logUniform(1.5, 15, random)));
	const lag = random() < 0.5 ? 0 : Math.round(uniform(0.5, days / 5, random) * 10) / 10;
	const starts = between(1, days, random);
	return {
		key: `workflow_${index + 1}`,
		truth: {
			conversion,
			value: { mean, cv: uniform(0, 1.5, random) },
			cost,
			capacity: Math.round(logUniform(10, 300, random)),
			lag: random() < 0.5 ? lag : { mean: lag, sd: lag / 3 },
			noise: random() < 0.3 ? 0 : uniform(0.05, 0.5, random),
			...(random() < 0.3 && { drift: [1, days].map((day) => ({ day, factor: logUniform(0.25, 2, random) })) }),
			outages:
				random() < 0.2
					? [{ from: starts, to: Math.min(days, starts + between(1, 4, random)), kind: random() < 0.7 ? 'fails' : 'silent' }]
					: [],
			failureRate: random() < 0.2 ? uniform(0, 0.3, random) : 0,
		},
		prior: {
			conversion: Math.min(0.9, conversion * Math.exp(0.7 * normal(random))),
			strength: Math.round(logUniform(5, 150, random)),
			value: Math.round(mean * Math.exp(0.2 * normal(random))),
			...(random() < 0.15 && { cost: Math.max(1, Math.round(cost * uniform(0.8, 1.1, random))) }),
		},
	};
}

/** What the workflows would bring with the money spent on the best first, lag and drift left aside. */
function bestOf(workflows: readonly RandomWorkflow[], budget: number, days: number): number {
	let [left, earned] = [budget, 0];
	const perAction = ({ truth }: RandomWorkflow): number => truth.conversion * truth.value.mean;
	for (const workflow of workflows.toSorted((a, b) => perAction(b) / b.truth.cost - perAction(a) / a.truth.cost)) {
		const { cost, capacity } = workflow.truth;
		const actions = Math.min(capacity * days, left / cost);
		left -= actions * cost;
		earned += actions * perAction(workflow);
	}
	return earned;
}

const uniform = (low: number, high: number, random: Random): number => low + random() * (high - low);
const logUniform = (low: number, high: number, random: Random): number => low * (high / low) ** random();
const between = (low: number, high: number, random: Random): number => low + Math.floor(random() * (high - low + 1));
