import type { Limits } from '../adjust/limits';
import { WANDERING } from '../adjust/moments';
import type { Rest } from '../adjust/rest';
import { grownBy, trendDays } from '../learning/trend';
import { gamma, normal } from '../plan/distributions';
import { seededRandom } from '../plan/random';
import type { Random } from '../ports';
import { bestActions, type CoursePart, coursePartsOf } from './courseParts';

/** How the rest of a period may go: ends of simulated courses, sorted, and the mean of each remaining day by the plan. */
export interface Courses {
	readonly ends: Float64Array;
	readonly meanPerDay: readonly number[];
}

/** Courses that are drawn. */
const COURSES = 400;

/** More remaining days than this are drawn in stretches. */
const MOST_STRETCHES = 10;

/** What moves all workflows together, such as the season or an owner who guesses too high: standard deviation of its logarithm. */
const COMMON = 0.12;

/**
 * Draws courses of the rest of the period. Each draws every workflow's worth from what is believed of it, lets it follow its trend and wander, and lets chance
 * decide the days. A course ends when the target is reached, because the goal is closed then. Where the loop is free to move its plan,
 * each course goes over, as it learns, to what is best by that course's own worths.
 */
export function drawCourses(
	rest: Rest,
	actions: readonly (readonly number[])[],
	freedom: Pick<Limits, 'most' | 'money'> | null,
): Courses {
	const { days, organic, todayAhead, goal, today } = rest;
	const random = seededRandom(0, `${goal.goalId}/${today}/courses`);
	const parts = coursePartsOf(rest, actions, freedom);
	const own = days.map((_, ahead) => (organic.perDay[ahead] ?? 0) * (ahead === 0 ? todayAhead : 1));
	const moneyPerDay = (freedom?.money ?? 0) / Math.max(days.length, 1);
	const stretches = stretchesOf(days.length);
	const ends = Float64Array.from({ length: COURSES }, () => {
		const common = Math.exp(COMMON * normal(random));
		const factors = parts.map(({ shape }) => common * (Number.isFinite(shape) ? gamma(shape, random) / shape : 1));
		const growths = parts.map(({ trend }) => trend.growth + trend.doubt * normal(random));
		const shop = organic.meanDoubt > 0 ? Math.max(0, 1 + organic.meanDoubt * normal(random)) : 1;
		const free = freedom ? bestActions(parts, factors, moneyPerDay) : [];
		return drawCourse(rest, { parts, factors, growths, free, own: own.map((amount) => amount * shop), stretches }, random);
	});
	const meanPerDay = days.map((_, ahead) =>
		parts.reduce((sum, { due, mean, trend }) => sum + mean * grownBy(trend, ahead) * (due[ahead] ?? 0), own[ahead] ?? 0),
	);
	return { ends: ends.sort(), meanPerDay };
}

/** One world: what each part is worth in it beside what is believed, and what the loop will find to be best. */
interface World {
	readonly parts: readonly CoursePart[];
	/** Worth of each part as a multiple of its mean at the start. */
	readonly factors: readonly number[];
	/** Growth of that a day, as a logarithm. */
	readonly growths: readonly number[];
	/** Actions a day of each part that are best here. */
	readonly free: readonly number[];
	readonly own: readonly number[];
	readonly stretches: readonly (readonly [from: number, to: number])[];
}

function drawCourse({ progress, goal, organic, lessons }: Rest, world: World, random: Random): number {
	const { parts, growths, free, own, stretches } = world;
	const factors = [...world.factors];
	let sum = progress;
	for (const [from, to] of stretches) {
		if (sum >= goal.targetValue) break;
		let [mean, variance] = [0, 0];
		for (let day = from; day < to; day++) {
			mean += own[day] ?? 0;
			variance += ((own[day] ?? 0) * organic.variation) ** 2;
		}
		for (const [index, part] of parts.entries()) {
			const grown = (growths[index] ?? 0) * (trendDays(to) - trendDays(from));
			const factor = (factors[index] ?? 1) * Math.exp(grown + WANDERING * Math.sqrt(to - from) * normal(random));
			factors[index] = factor;
			for (let day = from; day < to; day++) {
				const due = (part.due[day] ?? 0) + (free[index] ?? 0) * (part.unit[day] ?? 0);
				const brought = part.mean * factor * due;
				mean += brought;
				variance += brought * part.lump + lessons.unevenness * brought ** 2;
			}
		}
		const came = positive(mean, variance, random);
		const isWithin = to - from > 1 && sum + came > goal.targetValue;
		// Within a stretch the goal is closed on the day that reaches the target, not at the stretch's end.
		sum = isWithin ? goal.targetValue + random() * lastDay(mean / (to - from), variance / (to - from), random) : sum + came;
	}
	return sum;
}

/**
 * What the day on which the target is reached brings. Larger days are likelier to be that day, so it is drawn by size (Gamma, its shape
 * raised by one); the target lies anywhere in it.
 */
const lastDay = (mean: number, variance: number, random: Random): number =>
	variance <= 0 ? mean : gamma(mean ** 2 / variance + 1, random) * (variance / mean);

/** A number of this mean and variance that is never negative (Gamma). */
const positive = (mean: number, variance: number, random: Random): number =>
	mean <= 0 ? 0 : variance <= 0 ? mean : gamma(mean ** 2 / variance, random) * (variance / mean);

function stretchesOf(days: number): (readonly [number, number])[] {
	const count = Math.min(days, MOST_STRETCHES);
	const bound = (index: number): number => Math.round((index * days) / count);
	return Array.from({ length: count }, (_, index) => [bound(index), bound(index + 1)] as const);
}
