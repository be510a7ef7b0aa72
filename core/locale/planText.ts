import type { LeftOut } from '../plan/candidates';
import type { BudgetRule } from '../plan/dailyBudget';
import type { Locale, MetricName } from '../types';
import { planText as en } from './en/plan';
import { planText as ja } from './ja/plan';

/** Every sentence of a plan. Figures arrive formatted; counts and days as numbers where the language needs them. */
export interface PlanText {
	readonly metric: Readonly<Record<MetricName, string>>;
	/** `whop` → "Whop", `catalog` → "your workflow catalog" … */
	readonly source: (source: string) => string;
	readonly quote: (name: string) => string;
	/** Between the names of a list. */
	readonly separator: string;
	readonly unit: (count: string, unit: string) => string;
	/** A number of things of a metric that counts. */
	readonly count: (count: string, metric: MetricName) => string;
	/** A target with its metric: "¥2,000,000 of revenue", "10 new customers", "churn of 3%". */
	readonly target: (value: string, metric: MetricName) => string;
	readonly goal: (target: string, first: string, last: string, days: number) => string;
	readonly progress: (progress: string, missing: string) => string;
	/** For metrics in which what the workflows bring does not add up. */
	readonly notAdjusted: (metric: string) => string;
	readonly reached: (progress: string) => string;
	readonly perDay: (amount: string, missing: string, days: number) => string;
	readonly uneven: (average: string, least: string, most: string) => string;
	readonly customers: (value: string, source: string, perDay: string, total: string) => string;
	readonly organic: (amount: string, source: string, days: number) => string;
	readonly allocation: (name: string, perDay: string, days: number, total: string) => string;
	/** The same, where the days differ: `perDay` is their mean. */
	readonly allocationUneven: (name: string, perDay: string, days: number, total: string) => string;
	readonly conversion: (rate: string, perDay: string, total: string, source: string, cost: string) => string;
	readonly brings: (total: string, source: string, cost: string) => string;
	readonly unmeasured: (cost: string) => string;
	readonly fromCatalog: string;
	readonly fromPlan: string;
	readonly fromRuns: (actions: string) => string;
	readonly more: (count: number, cost: string) => string;
	readonly cost: (cost: string) => string;
	readonly costOfBudget: (cost: string, budget: string, share: string) => string;
	readonly forecast: (value: string, low: string, high: string, probability: string, courses: string) => string;
	readonly short: (aim: string, limits: readonly string[]) => string;
	readonly limit: {
		readonly budget: (rule: BudgetRule, without: string) => string;
		readonly capacity: (name: string) => string;
		readonly time: (days: number, probability: string) => string;
		readonly leftOut: (name: string, reason: LeftOut['reason']) => string;
	};
	readonly late: (names: string) => string;
	readonly nothing: string;
	readonly risk: (text: string, probability: string) => string;
	readonly risks: {
		readonly conversion: (name: string, rate: string) => string;
		readonly organic: (amount: string) => string;
		readonly failure: (name: string) => string;
	};
	readonly options: {
		readonly start: string;
		readonly withoutMassSend: (names: string) => string;
		readonly smaller: (share: string) => string;
		readonly doNotRun: string;
		readonly raiseBudget: (share: string, budget: string) => string;
		readonly shrink: (share: string) => string;
		readonly stopRest: string;
		readonly keep: (share: string) => string;
	};
}

export const planText: Readonly<Record<Locale, PlanText>> = { ja, en };
