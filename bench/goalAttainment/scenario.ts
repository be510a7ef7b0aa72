import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { normalize } from './normalize';

const positive = z.number().positive();
const share = z.number().min(0).max(1);
const wholeDay = z.number().int().min(1);

/** Days from an action to its conversion: always the same, spread around a mean, or the weights of 0, 1, 2 … days. */
const lag = z.union([
	z.number().min(0),
	z.strictObject({ mean: z.number().min(0), sd: z.number().min(0).default(1) }),
	z.strictObject({ weights: z.array(z.number().min(0)).min(1) }),
	z
		.array(z.number().min(0))
		.min(1)
		.transform((weights) => ({ weights })),
]);

/** Value of one conversion: a mean alone varies by half of itself. */
const value = z.union([
	z
		.number()
		.min(0)
		.transform((mean) => ({ mean, cv: 0.5, distribution: 'gamma' as const })),
	z.strictObject({
		mean: z.number().min(0),
		cv: z.number().min(0).default(0.5),
		distribution: z.enum(['gamma', 'lognormal']).default('gamma'),
	}),
]);

/** What multiplies the true conversion on a day: a factor that is applied anew each day, or points between which it runs straight. */
const drift = z.union([
	positive.transform((perDay) => ({ perDay })),
	z.strictObject({ perDay: positive }),
	z.array(z.strictObject({ day: wholeDay, factor: z.number().min(0) })).min(1),
]);

/** `fails`: the run fails and costs nothing. `silent`: it runs, costs, and brings nothing. One number is one day. */
const outage = z.union([
	wholeDay.transform((day) => ({ from: day, to: day, kind: 'fails' as const })),
	z.tuple([wholeDay, wholeDay]).transform(([from, to]) => ({ from, to, kind: 'fails' as const })),
	z.strictObject({ from: wholeDay, to: wholeDay, kind: z.enum(['fails', 'silent']).default('fails') }),
]);

const truth = z.strictObject({
	conversion: share,
	value: value.default({ mean: 1, cv: 0, distribution: 'gamma' }),
	cost: z.number().min(0),
	capacity: z.number().int().min(0),
	lag: lag.default(0),
	/** Coefficient of variation of the conversion from day to day, beyond chance. */
	noise: z.number().min(0).default(0),
	drift: drift.optional(),
	outages: z.array(outage).default([]),
	/** Probability that one try of a run fails; a run is tried up to four times a day. */
	failureRate: share.default(0),
});

/** What the catalog says. What is left out is as in truth. */
const prior = z.strictObject({
	conversion: share.optional(),
	/** How many actions the catalog's conversion is worth. */
	strength: z.number().min(0).default(20),
	value: z.number().min(0).optional(),
	cost: z.number().min(0).optional(),
	capacity: z.number().int().min(0).optional(),
	lag: z.number().min(0).optional(),
});

const workflow = z.strictObject({
	key: z.string().regex(/^[A-Za-z][\w-]*$/, 'must begin with a letter and have letters, digits, _ and - only'),
	name: z.string().optional(),
	unit: z.string().default('action'),
	truth,
	prior: prior.default({ strength: 20 }),
	flags: z.array(z.enum(['mass_send', 'deletes_customer_data', 'security', 'external_api'])).default([]),
	/** Has run before, so that its first use is not asked about. */
	known: z.boolean().default(false),
});

const organic = z.union([
	z
		.number()
		.min(0)
		.transform((perDay) => ({ perDay, sd: undefined, history: 28 })),
	z.strictObject({
		/** Mean of a day, in the goal's metric. */
		perDay: z.number().min(0),
		/** Standard deviation of a day. Default: half the mean. */
		sd: z.number().min(0).optional(),
		/** Days before the goal whose figures the planner sees. */
		history: z.number().int().min(0).default(28),
	}),
]);

const goal = z.strictObject({
	metric: z.enum(['revenue', 'new_customers', 'members']).default('revenue'),
	target: positive,
	/** Of all money in the file. */
	currency: z
		.string()
		.regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as JPY')
		.default('JPY'),
	days: z.number().int().min(1).max(366),
	/** `null`: the owner names none, so the cost shown with the plan becomes the budget. */
	budget: positive.nullable().default(null),
	timeZone: z.string().default('Asia/Tokyo'),
});

const scenario = z.strictObject({
	$schema: z.string().optional(),
	name: z.string().min(1).optional(),
	description: z.string().default(''),
	goal,
	organic: organic.default({ perDay: 0, history: 28 }),
	/** Rows of the `settings` table. */
	settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
	/** `tracked`: the shop tells which workflow a conversion came from. `total`: it tells the day's sum only. */
	attribution: z.enum(['tracked', 'total']).default('tracked'),
	workflows: z.array(workflow).min(1),
});

/** A business that the policies are tried on. The format is told in bench/README.md. */
export type Scenario = z.infer<typeof scenario> & { readonly name: string };
export type ScenarioWorkflow = Scenario['workflows'][number];

/**
 * Reads and checks a scenario.
 * @throws Error naming the file, the place and what is wrong, unknown keys by name.
 */
export function readScenario(path: string): Scenario {
	let json: unknown;
	try {
		json = JSON.parse(readFileSync(path, 'utf8'));
	} catch (error) {
		throw new Error(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
	}
	return parseScenario(json, path);
}

/** The same from parsed JSON. `source` names it in messages, and where the scenario has no name of its own. */
export function parseScenario(json: unknown, source: string): Scenario {
	const { success, data, error } = scenario.safeParse(normalize(json));
	if (!success) throw new Error(`${source}: ${error.issues.map(describe).join('; ')}`);
	const keys = data.workflows.map(({ key }) => key);
	const twice = keys.find((key, index) => keys.indexOf(key) !== index);
	if (twice !== undefined) throw new Error(`${source}: workflows: the key "${twice}" stands twice`);
	return { ...data, name: data.name ?? source.replace(/^.*\//, '').replace(/\.json$/, '') };
}

type Issue = z.core.$ZodIssue;

/** One line for an issue; of a union, what is wrong with the alternative that comes closest. */
function describe(issue: Issue): string {
	const at = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
	if (issue.code === 'unrecognized_keys') return `${at}unknown key ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
	if (issue.code === 'invalid_union') {
		const alternatives = issue.errors.flat();
		const unknown = alternatives.find(({ code }) => code === 'unrecognized_keys');
		const told = unknown ?? alternatives.find(({ path }) => path.length > 0) ?? alternatives[0];
		if (told) return `${at}${describe(told)}`;
	}
	return `${at}${issue.message}`;
}
