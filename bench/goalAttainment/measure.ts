import { sampleStandardDeviation } from 'simple-statistics';
import { median } from '../run';
import { playCore, type CoreCourse } from './playCore';
import { playPolicy, type Course } from './playPolicy';
import { BASELINES } from './policies';
import type { Scenario } from './scenario';

/** From here on a goal counts as reached by a policy: what is compared then is what it cost. */
const REACHED = 0.99;

/** A tie is lost to a baseline that reached the goal as well and spent less than this share of our money. */
const TIE_SPEND = 0.9;

/** A baseline that attains this share of the oracle's does as well as can be done: above it nobody is but by luck. */
const AS_ORACLE = 0.995;

/** So many standard errors below a baseline are luck. */
const LUCK = 2;

export interface Outcome {
	/** Mean over the seeds of min(1, achieved ÷ target). */
	readonly attainment: number;
	readonly spend: number;
}

export interface ScenarioResult {
	readonly name: string;
	readonly core: Outcome;
	readonly baselines: Readonly<Record<string, Outcome>>;
	readonly ofOracle: number;
	/** Above every baseline that is not the oracle; or reached like it and for no more money; or, where one does as the oracle, level. */
	readonly isBest: boolean;
	/** Attainment less that of the best baseline that is not the oracle, with the standard error over the seeds: the luck is the same. */
	readonly lead: { readonly mean: number; readonly error: number };
	/** Courses that spent more than the budget. */
	readonly overspent: number;
	readonly medianQuestions: number;
	/** Intervals stated, and those that held the final value. */
	readonly stated: number;
	readonly covered: number;
	readonly medianAdjustments: number;
	readonly reviewMs: readonly number[];
}

/** Plays a scenario with each seed, by the core and by every baseline, with the same luck. */
export function measureScenario(scenario: Scenario, seeds: number): ScenarioResult {
	const courses: CoreCourse[] = [];
	const others = new Map<string, Course[]>(Object.keys(BASELINES).map((name) => [name, []]));
	for (let seed = 1; seed <= seeds; seed++) {
		const course = playCore(scenario, seed);
		courses.push(course);
		// Where the owner names no budget, the others get what the core's plan was approved with.
		const same: Scenario = { ...scenario, goal: { ...scenario.goal, budget: course.budget } };
		for (const [name, policy] of Object.entries(BASELINES)) others.get(name)?.push(playPolicy(same, seed, policy));
	}
	const core = outcomeOf(scenario, courses);
	const baselines = Object.fromEntries([...others].map(([name, played]) => [name, outcomeOf(scenario, played)]));
	const rivals = [...others].filter(([name]) => name !== 'oracle').map(([, played]) => played);
	const best = baselines['oracle']?.attainment ?? 0;
	const isBeaten = (played: readonly Course[]): boolean =>
		isAbove(core, outcomeOf(scenario, played)) ||
		(outcomeOf(scenario, played).attainment >= AS_ORACLE * best && isLevel(leadOver(scenario, courses, [played])));
	const held = courses.flatMap(({ statements, achieved }) => statements.map((statement) => holds(statement, achieved)));
	return {
		name: scenario.name,
		core,
		baselines,
		ofOracle: core.attainment / Math.max(baselines['oracle']?.attainment ?? 0, 1e-9),
		isBest: rivals.every(isBeaten),
		lead: leadOver(scenario, courses, rivals),
		overspent: courses.filter(({ spent, budget }) => spent > (budget ?? Infinity) * (1 + 1e-9)).length,
		medianQuestions: median(courses.map(({ questions }) => questions)),
		stated: held.length,
		covered: held.filter(Boolean).length,
		medianAdjustments: median(courses.map(({ adjustments }) => adjustments)),
		reviewMs: courses.flatMap(({ reviewMs }) => reviewMs),
	};
}

/** Sums of figures differ in their last bits. */
const holds = ({ low, high }: { low: number; high: number }, value: number): boolean =>
	value >= low - Math.abs(low) * 1e-9 && value <= high + Math.abs(high) * 1e-9;

const isAbove = (core: Outcome, other: Outcome): boolean =>
	core.attainment >= REACHED && other.attainment >= REACHED
		? other.spend >= core.spend * TIE_SPEND
		: core.attainment > other.attainment;

/** Not below beyond luck. */
const isLevel = ({ mean: lead, error }: ScenarioResult['lead']): boolean => lead >= -LUCK * error;

/** How far courses lie above those of the best rival, seed by seed. */
function leadOver(
	scenario: Scenario,
	courses: readonly Course[],
	rivals: readonly (readonly Course[])[],
): ScenarioResult['lead'] {
	const own = attainments(scenario, courses);
	const best = rivals
		.map((played) => attainments(scenario, played))
		.reduce((one, other) => (mean(other) > mean(one) ? other : one));
	const leads = own.map((attained, index) => attained - (best[index] ?? 0));
	const error = leads.length > 1 ? sampleStandardDeviation(leads) / Math.sqrt(leads.length) : 0;
	return { mean: mean(leads), error };
}

const attainments = ({ goal }: Scenario, courses: readonly Course[]): number[] =>
	courses.map(({ achieved }) => Math.min(1, achieved / goal.target));

const outcomeOf = (scenario: Scenario, courses: readonly Course[]): Outcome => ({
	attainment: mean(attainments(scenario, courses)),
	spend: mean(courses.map(({ spent }) => spent)),
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
