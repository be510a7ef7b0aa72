import { AutopilotError } from '../errors';
import { convert } from '../money';
import { ownersMost, type OwnersMost } from '../goal/ownersMost';
import { catalogsWord } from '../learning/posterior';
import type { CatalogEntry, CurrencyCode, Day } from '../types';
import { beliefFrom, type Belief } from './belief';
import { pastLessons } from './pastLessons';
import type { PlanInput } from './planInput';

/** A workflow the plan may use. */
export interface Candidate extends Belief {
	/** In the plan's currency. */
	readonly costPerAction: number;
	/** Most actions a day. */
	readonly capacity: number;
	/** Least actions a day: 1 when the owner asked for the workflow or for one that needs it. */
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
		| 'unreadable'
		| 'unknown_cost'
		| 'other_metric'
		| 'too_late'
		| 'no_capacity'
		| 'dependency';
}

export interface Candidates {
	readonly usable: readonly Candidate[];
	readonly leftOut: readonly LeftOut[];
	/** Of every workflow of the catalog, by key: what is left out of the plan may have run before. */
	readonly beliefs: ReadonlyMap<string, Belief>;
}

/** The currency a plan counts in: the goal's, or the setting CURRENCY for goals that are not money. */
export const planCurrency = ({ goal, settings }: Pick<PlanInput, 'goal' | 'settings'>): CurrencyCode =>
	goal.currency ?? settings.currency;

/**
 * Sorts the catalog into what can be planned and what cannot.
 * @throws AutopilotError WORKFLOW_UNKNOWN for a named workflow that is not in the catalog; CURRENCY_RATE_MISSING.
 */
export function candidatesOf(input: PlanInput, days: readonly Day[]): Candidates {
	const { catalog, goal, settings } = input;
	const keys = new Set(catalog.map(({ workflowKey }) => workflowKey));
	for (const key of input.namedWorkflows ?? []) {
		if (!keys.has(key))
			throw new AutopilotError('WORKFLOW_UNKNOWN', `The workflow "${key}" is not in the workflow_catalog table`);
	}
	const rate = convert({ amount: 1, currency: settings.currency }, planCurrency(input), settings.exchangeRates).amount;
	const learned = pastLessons(input);
	const beliefs = new Map(
		catalog.map((entry) => {
			const posterior = learned.get(entry.workflowKey) ?? catalogsWord(entry);
			return [entry.workflowKey, beliefFrom(entry, posterior, goal.metric, rate)];
		}),
	);
	const named = withPrerequisites(input.namedWorkflows ?? [], catalog);
	const most = ownersMost(goal, catalog);
	const leftOut: LeftOut[] = [];
	const usable = new Map<string, Candidate>();
	for (const [workflowKey, belief] of beliefs) {
		const candidate = candidateOf(input, belief, days, rate, named.has(workflowKey), most);
		if (typeof candidate === 'string') leftOut.push({ workflowKey, reason: candidate });
		else usable.set(workflowKey, candidate);
	}
	dropBrokenDependencies(usable, leftOut);
	return { usable: [...usable.values()], leftOut, beliefs };
}

function candidateOf(
	input: PlanInput,
	belief: Belief,
	days: readonly Day[],
	rate: number,
	named: boolean,
	most: OwnersMost,
): Candidate | LeftOut['reason'] {
	const { entry, posterior, contribution } = belief;
	if (most(entry.workflowKey) === 0) return 'excluded';
	if (input.exclude?.includes(entry.workflowKey)) return 'excluded';
	if (!entry.enabled) return 'disabled';
	if (entry.flags.includes('deletes_customer_data')) return 'denied';
	if (!isReadable(entry)) return 'unreadable';
	if (posterior.costPerAction === null) return 'unknown_cost';
	if (contribution === 'nothing' && !named) return 'other_metric';
	const effectiveDays = Math.max(0, days.length - Math.max(0, Math.ceil(entry.lagDays)));
	if (effectiveDays === 0 && !named) return 'too_late';
	const cap = new Map(Object.entries(input.dailyCaps ?? {})).get(entry.workflowKey) ?? Infinity;
	const elsewhere = input.planned?.perDayBeside(input.goal.goalId, entry.workflowKey, days) ?? 0;
	const capacity = Math.max(0, Math.floor(Math.min(entry.capacityPerDay - elsewhere, cap, most(entry.workflowKey))));
	if (capacity === 0) return 'no_capacity';
	return { ...belief, costPerAction: posterior.costPerAction * rate, capacity, least: named ? 1 : 0, effectiveDays };
}

/** Whether all figures are numbers a plan can be computed from. */
const isReadable = (entry: CatalogEntry): boolean =>
	[
		entry.capacityPerDay,
		entry.costPerAction ?? 0,
		entry.conversionMean,
		entry.conversionStrength,
		entry.valuePerConversion,
		entry.lagDays,
	].every((figure) => Number.isFinite(figure) && figure >= 0);

/** The workflows the owner asked for, and what they need to run. */
function withPrerequisites(named: readonly string[], catalog: readonly CatalogEntry[]): Set<string> {
	const byKey = new Map(catalog.map((entry) => [entry.workflowKey, entry]));
	const wanted = new Set(named);
	// A set hands out what is added while it is walked through, so this follows chains and stops at circles.
	for (const key of wanted) for (const needed of byKey.get(key)?.dependsOn ?? []) wanted.add(needed);
	return wanted;
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
