type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What belongs into `goal` and may stand beside it. */
const OF_GOAL = ['metric', 'target', 'currency', 'days', 'budget', 'timeZone'] as const;
const OF_TRUTH = ['conversion', 'value', 'cost', 'capacity', 'lag', 'noise', 'drift', 'outages', 'failureRate'] as const;

/**
 * Brings the shorter ways to write a scenario into the long one: the goal's fields at the top, workflows as an object by key, priors in
 * one place by key, a workflow's truth without a `truth` around it. Whatever it does not know it leaves for the check to name.
 */
export function normalize(json: unknown): unknown {
	if (!isObject(json)) return json;
	const [ofGoal, { priors, workflows, ...rest }] = split(json, OF_GOAL);
	const byKey = isObject(priors) ? priors : {};
	const goal = isObject(rest['goal']) || Object.keys(ofGoal).length > 0 ? { ...ofGoal, ...asObject(rest['goal']) } : rest['goal'];
	return { ...rest, goal, workflows: listed(workflows).map((workflow) => normalizeWorkflow(workflow, byKey)) };
}

const asObject = (value: unknown): Json => (isObject(value) ? value : {});

function listed(workflows: unknown): readonly unknown[] {
	if (Array.isArray(workflows)) return workflows as readonly unknown[];
	return Object.entries(asObject(workflows)).map(([key, workflow]) => (isObject(workflow) ? { key, ...workflow } : workflow));
}

function normalizeWorkflow(workflow: unknown, priors: Json): unknown {
	if (!isObject(workflow)) return workflow;
	const [ofTruth, rest] = split(workflow, OF_TRUTH);
	const prior = rest['prior'] ?? priors[String(rest['key'])];
	const truth = isObject(rest['truth']) || Object.keys(ofTruth).length === 0 ? rest['truth'] : ofTruth;
	return { ...rest, truth, ...(prior !== undefined && { prior: typeof prior === 'number' ? { conversion: prior } : prior }) };
}

/** The named fields of an object, and the others. */
function split(json: Json, names: readonly string[]): readonly [Json, Json] {
	const entries = Object.entries(json);
	return [
		Object.fromEntries(entries.filter(([name]) => names.includes(name))),
		Object.fromEntries(entries.filter(([name]) => !names.includes(name))),
	];
}
