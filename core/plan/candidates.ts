import { AutopilotError } from '../errors';
import { convert } from '../money';
import type { CatalogEntry, CurrencyCode, Run } from '../types';
import { contributionOf, type Contribution } from './contribution';
import type { PlanInput } from './planInput';
import { posteriorOf, type Posterior } from './posterior';

/** A workflow the plan may use, its figures in the plan's currency. */
export interface Candidate {
	readonly entry: CatalogEntry;
	readonly posterior: Posterior;
	readonly contribution: Contribution;
	readonly costPerAction: number;
	readonly valuePerConversion: number;
	/** In the goal's metric. */
	readonly expectedPerAction: number;
	/** Standard deviation of what is believed of `expectedPerAction`. */
	readonly doubtPerAction: number;
	/** Most actions a day. */
	readonly capacity: number;
	/** Least actions a day: 1 when the owner asked for the workflow. */
	readonly least: number;
	/** Days of the plan on which an action still counts within the period. */
	readonly effectiveDays: number;
}

/** A workflow that stays out of the plan, and why. */
export interface LeftOut {
	readonly workflowKey: string;
	readonly reason:
		| 'excluded'
		| 'disabled'
		| 'denied'
		| 'unknown_cost'
		| 'other_metric'
		| 'too_late'
		| 'no_capacity'
		| 'dependency';
}

export interface Candidates {
	readonly usable: readonly Candidate[];
	readonly leftOut: readonly LeftOut[];
}

/** The currency a plan counts in: the goal's, or the setting CURRENCY for goals that are not money. */
export const planCurrency = ({ goal, settings }: Pick<PlanInput, 'goal' | 'settings'>): CurrencyCode =>
	goal.currency ?? settings.currency;

/**
 * Sorts the catalog into what can be planned and what cannot.
 * @throws AutopilotError WORKFLOW_UNKNOWN for a named workflow that is not in the catalog; CURRENCY_RATE_MISSING.
 */
export function candidatesOf(input: PlanInput, dayCount: number): Candidates {
	const keys = new Set(input.catalog.map(({ workflowKey }) => workflowKey));
	const named = new Set(input.namedWorkflows ?? []);
	for (const key of named) {
		if (!keys.has(key))
			throw new AutopilotError('WORKFLOW_UNKNOWN', `The workflow "${key}" is not in the workflow_catalog table`);
	}
	const rate = convert(
		{ amount: 1, currency: input.settings.currency },
		planCurrency(input),
		input.settings.exchangeRates,
	).amount;
	const runs = Map.groupBy(input.runs, ({ workflowKey }) => workflowKey);
	const leftOut: LeftOut[] = [];
	const usable = new Map<string, Candidate>();
	for (const entry of input.catalog) {
		const candidate = candidateOf(input, entry, runs.get(entry.workflowKey) ?? [], dayCount, rate, named);
		if (typeof candidate === 'string') leftOut.push({ workflowKey: entry.workflowKey, reason: candidate });
		else usable.set(entry.workflowKey, candidate);
	}
	dropBrokenDependencies(usable, leftOut);
	return { usable: [...usable.values()], leftOut };
}

function candidateOf(
	input: PlanInput,
	entry: CatalogEntry,
	runs: readonly Run[],
	dayCount: number,
	rate: number,
	named: ReadonlySet<string>,
): Candidate | LeftOut['reason'] {
	if (input.exclude?.includes(entry.workflowKey)) return 'excluded';
	if (!entry.enabled) return 'disabled';
	if (entry.flags.includes('deletes_customer_data')) return 'denied';
	const posterior = posteriorOf(entry, runs, input.now);
	if (posterior.costPerAction === null) return 'unknown_cost';
	const contribution = contributionOf(input.goal.metric, entry);
	if (contribution === null) return 'other_metric';
	const effectiveDays = dayCount - Math.max(0, Math.ceil(entry.lagDays));
	if (effectiveDays <= 0) return 'too_late';
	const ownersCap = new Map(Object.entries(input.dailyCaps ?? {})).get(entry.workflowKey) ?? Infinity;
	const capacity = Math.max(0, Math.floor(Math.min(entry.capacityPerDay, ownersCap)));
	if (capacity === 0) return 'no_capacity';
	const costPerAction = posterior.costPerAction * rate;
	const valuePerConversion = posterior.valuePerConversion * rate;
	const { expected, doubt } = perAction(posterior, contribution, valuePerConversion);
	return {
		entry,
		posterior,
		contribution,
		costPerAction,
		valuePerConversion,
		expectedPerAction: expected,
		doubtPerAction: doubt,
		capacity,
		least: named.has(entry.workflowKey) ? 1 : 0,
		effectiveDays,
	};
}

/** Mean and standard deviation of the belief in what one action brings; rate and value are taken as independent. */
function perAction(posterior: Posterior, contribution: Contribution, value: number): { expected: number; doubt: number } {
	if (contribution === 'actions') return { expected: 1, doubt: 0 };
	const { alpha, beta, conversionRate: rate } = posterior;
	const rateVariance = (rate * (1 - rate)) / (alpha + beta + 1);
	if (contribution === 'conversions') return { expected: rate, doubt: Math.sqrt(rateVariance) };
	const valueVariance = value ** 2 / posterior.valueShape;
	const variance = rateVariance * valueVariance + rateVariance * value ** 2 + valueVariance * rate ** 2;
	return { expected: rate * value, doubt: Math.sqrt(variance) };
}

/** A workflow whose prerequisite is not usable is not usable either; circles of prerequisites fall out whole. */
function dropBrokenDependencies(usable: Map<string, Candidate>, leftOut: LeftOut[]): void {
	const sound = new Set<string>();
	for (let grown = true; grown; ) {
		grown = false;
		for (const [key, { entry }] of usable) {
			if (!sound.has(key) && entry.dependsOn.every((dependency) => sound.has(dependency))) {
				sound.add(key);
				grown = true;
			}
		}
	}
	for (const key of [...usable.keys()]) {
		if (sound.has(key)) continue;
		usable.delete(key);
		leftOut.push({ workflowKey: key, reason: 'dependency' });
	}
}
