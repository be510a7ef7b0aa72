import { type Arm, dueOn } from '../adjust/arm';
import type { Limits } from '../adjust/limits';
import { lumpOf } from '../adjust/moments';
import type { Rest } from '../adjust/rest';
import type { Trend } from '../learning/trend';

/** What one arm adds to a course. */
export interface CoursePart {
	/** Actions due on each day by the plan, as far as the plan is still followed then. */
	readonly due: readonly number[];
	/** Actions due on each day for each action a day of what is found to be better; none where the plan stays as it is. */
	readonly unit: readonly number[];
	/** What an action brings, and the shape of the Gamma distribution of what is believed of that. */
	readonly mean: number;
	readonly shape: number;
	/** Where that is going. */
	readonly trend: Trend;
	/** Variance ÷ mean of what single conversions bring. */
	readonly lump: number;
	readonly cost: number;
	/** Most actions a day. */
	readonly most: number;
}

const STEADY: Trend = { growth: 0, doubt: 0 };

/** Days after which half of what can be learned is learned and acted on. */
const LEARNING_DAYS = 6;

/** Arms that bring something, with the plan's actions giving way, day by day, to what is learned to be better. */
export function coursePartsOf(
	rest: Rest,
	actions: readonly (readonly number[])[],
	freedom: Pick<Limits, 'most'> | null,
): CoursePart[] {
	const { arms, days, todayAhead } = rest;
	const learned = days.map((_, ahead) => (freedom ? ahead / (ahead + LEARNING_DAYS) : 0));
	const dueOfRest = (arm: Arm, counts: readonly number[]): number[] =>
		days.map((_, ahead) => dueOn(arm, counts, ahead) * (ahead === 0 ? todayAhead : 1));
	return arms.flatMap((arm, place): CoursePart[] => {
		const { belief, succeeds, costPerAction } = arm;
		if (belief.expectedPerAction <= 0) return [];
		const most = freedom?.most[place] ?? 0;
		const working = (ahead: number, share: number): number => (succeeds[ahead] ?? 1) * share;
		const due = dueOfRest(
			arm,
			(actions[place] ?? []).map((count, ahead) => count * working(ahead, 1 - (learned[ahead] ?? 0))),
		);
		if (most <= 0 && due.every((count) => count === 0)) return [];
		const free = dueOfRest(
			{ ...arm, pending: [] },
			learned.map((share, ahead) => working(ahead, share)),
		);
		const { size, spread } = lumpOf(arm);
		const relative = belief.doubtPerAction / belief.expectedPerAction;
		return [
			{
				due,
				unit: most > 0 ? free : [],
				mean: belief.expectedPerAction,
				shape: relative > 0 ? 1 / relative ** 2 : Infinity,
				trend: belief.contribution === 'actions' ? STEADY : arm.learned.trend,
				lump: size * spread,
				cost: costPerAction,
				most,
			},
		];
	});
}

/** Actions a day of each part for so much money a day: the best by these worths first. */
export function bestActions(parts: readonly CoursePart[], factors: readonly number[], money: number): number[] {
	const order = parts
		.map(({ mean, cost }, index) => ({ index, value: (mean * (factors[index] ?? 1)) / Math.max(cost, 1e-9) }))
		.sort((one, other) => other.value - one.value);
	const actions = parts.map(() => 0);
	let left = money;
	for (const { index } of order) {
		const part = parts[index];
		if (!part || left <= 0) break;
		const count = Math.min(part.most, part.cost > 0 ? left / part.cost : part.most);
		actions[index] = count;
		left -= count * part.cost;
	}
	return actions;
}
