import { Business } from './business';
import { meanLag } from './initialState';
import type { Policy, Seen } from './policy';
import type { Scenario } from './scenario';

/** How one course of a goal ended. */
export interface Course {
	readonly achieved: number;
	readonly spent: number;
}

/** Tries of a run on one day, as MAX_RETRIES allows the core. */
export const MOST_TRIES = 4;

/** Plays a policy that is not the core: each morning it decides, until the target is reached or the days are over. */
export function playPolicy(scenario: Scenario, seed: number, policy: Policy): Course {
	const { target, days, budget } = scenario.goal;
	const ceiling = Number(scenario.settings['BUDGET_LIMIT_DAILY'] ?? '') || Infinity;
	const business = new Business(scenario, seed);
	const done = new Map(scenario.workflows.map(({ key }) => [key, new Array<number>(days).fill(0)]));
	let [achieved, spent] = [0, 0];
	for (let day = 0; day < days && achieved < target; day++) {
		const left = (budget ?? Infinity) - spent;
		const wanted = policy({ scenario, seed, day, left, ceiling, seen: seenBy(scenario, business, done, day) });
		let today = Math.min(left, ceiling);
		for (const workflow of scenario.workflows) {
			const { cost: price, capacity } = workflow.truth;
			// A dearer truth than the catalog's must not pass the budget.
			const count = Math.min(wanted.get(workflow.key) ?? 0, price > 0 ? Math.floor(today / price + 1e-9) : Infinity);
			for (let attempt = 1; attempt <= MOST_TRIES && count > 0; attempt++) {
				const { cost } = business.run(workflow, day, count, attempt);
				if (cost === null) continue;
				spent += cost;
				today -= cost;
				done.get(workflow.key)?.splice(day, 1, Math.min(count, capacity));
				break;
			}
		}
		achieved += business.dayOf(day).total;
	}
	return { achieved, spent };
}

/** By workflow: actions whose lag is over by the catalog, and what was tracked to them; nothing where the shop tells only the day's sum. */
function seenBy(
	{ workflows, goal, attribution }: Scenario,
	business: Business,
	done: ReadonlyMap<string, readonly number[]>,
	today: number,
): Map<string, Seen> {
	if (attribution === 'total') return new Map();
	const worth = new Map<string, number>();
	for (let day = 0; day < today; day++)
		for (const [key, { conversions, revenue }] of business.dayOf(day).byWorkflow)
			worth.set(key, (worth.get(key) ?? 0) + (goal.metric === 'revenue' ? revenue : conversions));
	return new Map(
		workflows.map(({ key, truth, prior }) => {
			const lag = Math.ceil(prior.lag ?? meanLag(truth.lag));
			const settled = (done.get(key) ?? []).slice(0, Math.max(0, today - lag));
			return [key, { actions: settled.reduce((sum, count) => sum + count, 0), worth: worth.get(key) ?? 0 }];
		}),
	);
}
