import { ASSUMPTION_TEXTS } from '../locale/assumption';
import { convert } from '../money';
import { displayName } from '../plan/displayName';
import { ENOUGH } from '../plan/chooseMix';
import type { Settings } from '../settings';
import type { Allocation, CatalogEntry, Goal, Locale, Step, Verdict } from '../types';
import { capacityOf } from '../execution/capacityBook';
import type { SpendingBook } from '../execution/spendingBook';
import { dueAt } from '../plan/steps';
import { ceilingDay, ceilingFacts, type Spend } from './ceilings';
import { NO_FACTS, type Facts } from './facts';
import { evaluate } from './rule';
import { POLICY } from './rules';

type PlannedGoal = Pick<Goal, 'locale' | 'plan' | 'currency' | 'budgetLimit' | 'timeZone'>;

/**
 * The policy's word on a whole plan: the gravest of its allocations and of the plan's cost. Without a plan: ask.
 * @param elsewhere messages that other goals plan to send (`sendsElsewhere`).
 */
export function gatePlan(goal: PlannedGoal, catalog: readonly CatalogEntry[], settings: Settings, elsewhere = 0): Verdict {
	const { plan, locale } = goal;
	const allocations = plan?.allocations ?? [];
	const rate = convert(
		{ amount: 1, currency: goal.currency ?? settings.currency },
		settings.currency,
		settings.exchangeRates,
	).amount;
	const planned: Spend[] = (plan?.days ?? []).map((day, index) => ({
		day: ceilingDay(dueAt(day, goal.timeZone), settings),
		amount: allocations.reduce(
			(sum, { actionsPerDay, costPerAction }) => sum + (actionsPerDay[index] ?? 0) * costPerAction * rate,
			0,
		),
	}));
	const whole = evaluate(POLICY, {
		action: 'start_plan',
		subject: '',
		locale,
		facts: {
			...NO_FACTS,
			...ceilingFacts(settings, [], planned),
			autoExecution: settings.autoExecutionEnabled,
			overrun: overrunOf(plan?.estimatedCost ?? 0, goal.budgetLimit),
			overrunLimit: settings.budgetOverrunLimit,
			nothingToRun: plan === null || (allocations.length === 0 && plan.forecast.probability < ENOUGH),
		},
	});
	const words = gateAllocations(allocations, catalog, settings, locale, elsewhere);
	return [whole, ...words].reduce((gravest, verdict) => (GRAVITY[verdict.kind] > GRAVITY[gravest.kind] ? verdict : gravest));
}

/** What a language model read of an instruction has to be confirmed, even where the plan could run alone. */
export const gateReading = (verdict: Verdict, assumptions: readonly string[], locale: Locale): Verdict =>
	assumptions.length > 0 && verdict.kind === 'allow'
		? { kind: 'ask', rule: 'model-reading', reason: ASSUMPTION_TEXTS[locale].reason }
		: verdict;

const GRAVITY: Readonly<Record<Verdict['kind'], number>> = { allow: 0, ask: 1, deny: 2 };

type Planned = Pick<Allocation, 'workflowKey' | 'actionsPerDay' | 'costPerAction'>;

/**
 * The policy's word on each workflow's part of a plan. Messages are counted over the whole plan and those of other goals, so that many
 * small sends are one mass send.
 * @param elsewhere messages that other goals plan to send (`sendsElsewhere`).
 */
export function gateAllocations(
	allocations: readonly Planned[],
	catalog: readonly CatalogEntry[],
	settings: Settings,
	locale: Locale,
	elsewhere = 0,
): Verdict[] {
	const byKey = new Map(catalog.map((entry) => [entry.workflowKey, entry]));
	const actionsOf = ({ actionsPerDay }: Planned): number => actionsPerDay.reduce((sum, actions) => sum + actions, 0);
	const sendsOfPlan = allocations
		.filter(({ workflowKey }) => byKey.get(workflowKey)?.flags.includes('mass_send'))
		.reduce((sum, allocation) => sum + actionsOf(allocation), 0);
	return allocations.map((allocation) => {
		const { workflowKey, costPerAction } = allocation;
		const entry = byKey.get(workflowKey);
		return evaluate(POLICY, {
			action: 'start_plan',
			subject: displayName(entry ?? { name: '', workflowKey }),
			locale,
			facts: {
				...workflowFacts(entry, settings),
				costKnown: Number.isFinite(costPerAction),
				sends: actionsOf(allocation),
				sendsOfPlan,
				sendsOfAll: sendsOfPlan + elsewhere,
			},
		});
	});
}

/**
 * The last word before a step runs: what a person had to confirm was confirmed with the plan, so it is allow or deny.
 * @param cost what is to be set aside for it, in the setting CURRENCY; NaN where nobody knows.
 * @param book the money of all other runs, its own earlier tries included.
 */
export function gateStep(
	step: Step,
	cost: number,
	entry: CatalogEntry | undefined,
	settings: Settings,
	book: SpendingBook,
	goal: { readonly locale: Locale; readonly ceiling: number | null; readonly working: boolean; readonly takenInDay: number },
): Verdict {
	return evaluate(POLICY, {
		action: 'start_run',
		subject: displayName(entry ?? { name: '', workflowKey: step.workflowKey }),
		locale: goal.locale,
		facts: {
			...workflowFacts(entry, settings),
			...ceilingFacts(settings, book.byDay(), [{ day: ceilingDay(step.scheduledFor, settings), amount: cost }]),
			costKnown: Number.isFinite(cost),
			sends: step.actions,
			spentOnGoal: book.ofGoal(step.goalId) + cost,
			goalCeiling: goal.ceiling ?? Infinity,
			working: goal.working,
			actionsInDay: goal.takenInDay + step.actions,
			dailyCapacity: capacityOf(entry),
		},
	});
}

/** The policy's word on changing a figure from one value to another: ±10 % alone, from 20 % on strategic. */
export function gateChange(subject: string, from: number, to: number, settings: Settings, locale: Locale): Verdict {
	return evaluate(POLICY, {
		action: 'change_parameter',
		subject,
		locale,
		facts: {
			...NO_FACTS,
			change: from === to ? 0 : Math.abs(to - from) / Math.abs(from),
			autoAdjustLimit: settings.autoAdjustLimit,
			strategicChangeLimit: settings.strategicChangeLimit,
		},
	});
}

/** Spend over a budget as a share of it; 0 without a budget. */
const overrunOf = (spend: number, budget: number | null): number => {
	if (budget === null || spend <= budget) return 0;
	return budget > 0 ? spend / budget - 1 : Infinity;
};

function workflowFacts(entry: CatalogEntry | undefined, settings: Settings): Facts {
	const flags = new Set(entry?.flags ?? []);
	return {
		...NO_FACTS,
		autoExecution: settings.autoExecutionEnabled,
		known: entry !== undefined,
		enabled: entry?.enabled ?? false,
		usedBefore: typeof entry?.firstUsedAt === 'string',
		deletesCustomerData: flags.has('deletes_customer_data'),
		security: flags.has('security'),
		externalApi: flags.has('external_api'),
		massSend: flags.has('mass_send'),
		massSendLimit: settings.massSendLimit,
	};
}
