import { AutopilotError } from '../errors';
import { isRate, reachesRate } from '../forecast/rate';
import { convert } from '../money';
import { dayOf } from '../time';
import type { BusinessState, Day } from '../types';
import { baseline } from './baseline';
import { candidatesOf, planCurrency, type Candidates } from './candidates';
import { ENOUGH } from './chooseMix';
import { dailyBudget, type DailyBudget } from './dailyBudget';
import { remainingDays } from './days';
import type { MixProblem } from './mixProblem';
import { organicOf, type Organic } from './organic';
import { pendingOf, type Pending } from './pipeline';
import type { PlanInput } from './planInput';
import { createSimulation } from './simulation';

/** Everything known before a mix is chosen. */
export interface Situation {
	readonly input: PlanInput;
	readonly currency: string;
	readonly days: readonly Day[];
	/** What is still missing to the target, in the goal's metric. */
	readonly missing: number;
	readonly candidates: Candidates;
	readonly organic: Organic;
	readonly pending: readonly Pending[];
	readonly budget: DailyBudget;
	readonly problem: MixProblem;
}

/** Scenarios for small catalogs, and the number of draws that large catalogs share. */
const MOST_SCENARIOS = 4000;
const LEAST_SCENARIOS = 1000;
const DRAWS = 400_000;

/** Sums are compared with the budget: the last bits of a floating-point sum must not forbid what fits exactly. */
const ROUNDING = 1 + 1e-9;

/**
 * Reads the input: days, candidates, organic part, budget, simulation.
 * @throws AutopilotError PARAMETER_INVALID when the period is over or the target no number; WORKFLOW_UNKNOWN;
 * CURRENCY_RATE_MISSING.
 */
export function readSituation(given: PlanInput): Situation {
	const { goal, now } = given;
	if (!Number.isFinite(goal.targetValue))
		throw new AutopilotError('PARAMETER_INVALID', 'targetValue of the goal is not a number');
	if (!Number.isFinite(given.progressValue)) {
		throw new AutopilotError('PARAMETER_INVALID', 'progressValue of the goal is not a number');
	}
	const days = remainingDays(goal, now);
	const today = days[0];
	if (today === undefined) throw new AutopilotError('PARAMETER_INVALID', `The period of the goal ended at ${goal.periodEnd}`);
	const currency = planCurrency(given);
	const state = stateIn(currency, given);
	const input = { ...given, progressValue: Math.max(given.progressValue, reachedInPeriod(given, state)) };
	const candidates = candidatesOf(input, days);
	const organic = organicOf(goal, state, input.runs, candidates.beliefs, today);
	const pending = pendingOf(input.runs, candidates.beliefs, days, goal.timeZone);
	const budget = dailyBudget(input, days);
	const scenarios = Math.round(
		Math.min(Math.max(DRAWS / Math.max(candidates.usable.length, 1), LEAST_SCENARIOS), MOST_SCENARIOS),
	);
	const base = baseline(input.progressValue, organic, days.length, pending, scenarios, input.seed);
	return {
		input,
		currency,
		days,
		missing: missingOf(input),
		candidates,
		organic,
		pending,
		budget,
		problem: {
			candidates: candidates.usable,
			simulation: createSimulation(base, input.seed),
			target: goal.targetValue,
			enough: ENOUGH,
			dailyBudget: budget === null ? Infinity : budget.perDay * ROUNDING,
			dayCount: days.length,
			costCounts: goal.metric === 'profit',
		},
	};
}

/** Revenue of the period's days up to now, by the state's figures; 0 for other metrics. */
function reachedInPeriod({ goal, now }: PlanInput, { revenue }: BusinessState): number {
	if (goal.metric !== 'revenue') return 0;
	const [first, today] = [dayOf(goal.periodStart, goal.timeZone), dayOf(now, goal.timeZone)];
	return revenue.reduce((sum, { day, amount }) => sum + (day >= first && day <= today ? amount : 0), 0);
}

/** What is still missing; for churn, how much too high it is. */
function missingOf({ goal: { metric, targetValue }, progressValue }: PlanInput): number {
	if (isRate(metric) && reachesRate(metric, progressValue, targetValue)) return 0;
	return isRate(metric) ? Math.abs(targetValue - progressValue) : Math.max(0, targetValue - progressValue);
}

/** The shop's money in the plan's currency. */
function stateIn(currency: string, { state, settings }: PlanInput): BusinessState {
	if (state.currency === null || state.currency === currency) return state;
	const from = state.currency;
	const converted = (amount: number): number => convert({ amount, currency: from }, currency, settings.exchangeRates).amount;
	return {
		...state,
		currency,
		revenue: state.revenue.map(({ day, amount }) => ({ day, amount: converted(amount) })),
		arpu: state.arpu === null ? null : converted(state.arpu),
	};
}
