import { gamma, normal } from '../../core/plan/distributions';
import { seededRandom } from '../../core/plan/random';
import type { Random } from '../../core/ports';
import type { Scenario, ScenarioWorkflow } from './scenario';

/** What came in on a day from one workflow. */
export interface Arrival {
	conversions: number;
	revenue: number;
}

/** How a day's run of a workflow went. `cost` is `null` where it failed. */
export interface Ran {
	readonly cost: number | null;
}

type Truth = ScenarioWorkflow['truth'];

/**
 * The simulated business. Everything that chance decides is drawn from a stream named after seed, workflow and day: the
 * n-th action of a workflow on a day has the same luck under every policy (common random numbers).
 */
export class Business {
	/** By day (0-based) and workflow. */
	private readonly arrivals: Map<string, Arrival>[];
	private readonly organicByDay: number[];

	constructor(
		private readonly scenario: Scenario,
		private readonly seed: number,
	) {
		this.arrivals = Array.from({ length: scenario.goal.days }, () => new Map<string, Arrival>());
		this.organicByDay = organicDays(scenario, seed, 'organic', scenario.goal.days);
	}

	/** One try to run a workflow. Days are counted from 0. */
	run(workflow: ScenarioWorkflow, day: number, actions: number, attempt: number): Ran {
		const { key, truth } = workflow;
		const out = truth.outages.find(({ from, to }) => day + 1 >= from && day + 1 <= to);
		if (out?.kind === 'fails') return { cost: null };
		if (seededRandom(this.seed, `${key}/${day}/try${attempt}`)() < truth.failureRate) return { cost: null };
		const done = Math.min(actions, truth.capacity);
		if (out === undefined) this.convert(workflow, day, done);
		return { cost: done * truth.cost };
	}

	/** What a day brought in the goal's metric, and from which workflow. */
	dayOf(day: number): { total: number; byWorkflow: ReadonlyMap<string, Arrival> } {
		const byWorkflow = this.arrivals[day] ?? new Map<string, Arrival>();
		const isMoney = this.scenario.goal.metric === 'revenue';
		const brought = [...byWorkflow.values()].reduce(
			(sum, { conversions, revenue }) => sum + (isMoney ? revenue : conversions),
			0,
		);
		return { total: (this.organicByDay[day] ?? 0) + brought, byWorkflow };
	}

	/** Figures of the days before the goal, in its metric. */
	history(): number[] {
		return organicDays(this.scenario, this.seed, 'history', this.scenario.organic.history);
	}

	private convert({ key, truth }: ScenarioWorkflow, day: number, actions: number): void {
		const noise = truth.noise > 0 ? gammaAround(1, truth.noise, seededRandom(this.seed, `${key}/${day}/noise`)) : 1;
		const rate = Math.min(1, truth.conversion * driftOn(truth, day) * noise);
		const luck = seededRandom(this.seed, `${key}/${day}/luck`);
		const detail = seededRandom(this.seed, `${key}/${day}/detail`);
		for (let action = 0; action < actions; action++) {
			if (luck() >= rate) continue;
			const value = valueOf(truth, detail);
			const arrives = day + lagOf(truth, detail);
			const into = this.arrivals[arrives];
			if (!into) continue;
			const arrival = into.get(key) ?? { conversions: 0, revenue: 0 };
			arrival.conversions += 1;
			arrival.revenue += value;
			into.set(key, arrival);
		}
	}
}

/** What multiplies the conversion on a day (from 0). */
export function driftOn({ drift }: Pick<Truth, 'drift'>, day: number): number {
	if (!drift) return 1;
	if (!Array.isArray(drift)) return Math.pow(drift.perDay, day);
	const points = drift.toSorted((one, other) => one.day - other.day);
	const after = points.find((point) => point.day >= day + 1);
	const before = points.findLast((point) => point.day <= day + 1);
	if (!after || !before) return (after ?? before)?.factor ?? 1;
	if (after.day === before.day) return after.factor;
	return before.factor + ((after.factor - before.factor) * (day + 1 - before.day)) / (after.day - before.day);
}

/** Share of conversions that arrive within so many days. */
export function arrivedWithin({ lag }: Pick<Truth, 'lag'>, days: number): number {
	if (days < 0) return 0;
	if (typeof lag === 'number') return days >= Math.ceil(lag) ? 1 : 0;
	if ('weights' in lag) {
		const sum = lag.weights.reduce((total, weight) => total + weight, 0);
		return sum > 0 ? lag.weights.slice(0, days + 1).reduce((total, weight) => total + weight, 0) / sum : 1;
	}
	return shareWithin(lag.mean, lag.sd, days);
}

const LAG_DRAWS = 4000;
const lagShares = new Map<string, number[]>();

/** The distribution of a spread lag, from draws: the oracle needs it, and its exact form is a rounded Gamma. */
function shareWithin(mean: number, sd: number, days: number): number {
	const key = `${mean}/${sd}`;
	const known = lagShares.get(key) ?? cumulated(mean, sd);
	lagShares.set(key, known);
	return days >= known.length ? 1 : (known[days] ?? 1);
}

function cumulated(mean: number, sd: number): number[] {
	const random = seededRandom(1, 'lag');
	const counts: number[] = [];
	for (let draw = 0; draw < LAG_DRAWS; draw++) {
		const lag = spreadLag(mean, sd, random);
		counts[lag] = (counts[lag] ?? 0) + 1;
	}
	let sum = 0;
	return Array.from(counts, (count) => (sum += count ?? 0) / LAG_DRAWS);
}

const spreadLag = (mean: number, sd: number, random: Random): number =>
	mean <= 0 ? 0 : sd <= 0 ? Math.ceil(mean) : Math.round(gammaAround(mean, sd / mean, random));

function lagOf({ lag }: Truth, random: Random): number {
	if (typeof lag === 'number') return Math.ceil(lag);
	if (!('weights' in lag)) return spreadLag(lag.mean, lag.sd, random);
	let left = random() * lag.weights.reduce((total, weight) => total + weight, 0);
	const index = lag.weights.findIndex((weight) => (left -= weight) < 0);
	return index === -1 ? 0 : index;
}

function valueOf({ value: { mean, cv, distribution } }: Truth, random: Random): number {
	if (cv === 0 || mean === 0) return mean;
	if (distribution === 'gamma') return gammaAround(mean, cv, random);
	const variance = Math.log(1 + cv ** 2);
	return mean * Math.exp(normal(random) * Math.sqrt(variance) - variance / 2);
}

/** A Gamma number with this mean and coefficient of variation. */
const gammaAround = (mean: number, cv: number, random: Random): number =>
	mean <= 0 ? 0 : gamma(1 / cv ** 2, random) * mean * cv ** 2;

function organicDays({ organic, goal }: Scenario, seed: number, stream: string, days: number): number[] {
	const random = seededRandom(seed, stream);
	const { perDay, sd = perDay / 2 } = organic;
	return Array.from({ length: days }, () => {
		if (perDay <= 0) return 0;
		const amount = sd > 0 ? gammaAround(perDay, sd / perDay, random) : perDay;
		if (goal.metric === 'revenue') return amount;
		// People are whole: the fraction is one more with its own probability.
		return Math.floor(amount) + (random() < amount % 1 ? 1 : 0);
	});
}
