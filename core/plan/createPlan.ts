import { isRate } from '../forecast/rate';
import { gateAllocations } from '../policy/gate';
import { sendsElsewhere } from '../policy/sendsElsewhere';
import type { Plan } from '../types';
import { allocationsOf, withVerdicts } from './allocations';
import { chooseMix } from './chooseMix';
import { customerValueOf } from './customerValue';
import { dailyTargets } from './dailyTargets';
import { expectedPerDay, organicPerDay } from './expectedPerDay';
import { explain } from './explain';
import { planForecast } from './planForecast';
import type { PlanInput } from './planInput';
import { risksOf } from './risks';
import { roomOf } from './room';
import { costOf } from './planCost';
import { readSituation } from './situation';

/**
 * Plans from today (or the period's start) to its end: what each day should bring, how many actions of which workflow
 * that takes, what it costs, how likely it is to be enough, and what the policy says to each part. Same input, same plan.
 * @throws AutopilotError PARAMETER_INVALID when the period is over; WORKFLOW_UNKNOWN for a named workflow that is not in
 * the catalog; CURRENCY_RATE_MISSING.
 */
export function createPlan(input: PlanInput): Plan {
	const { goal, catalog, settings } = input;
	const situation = readSituation(input);
	const { days, missing, organic, pending, problem } = situation;
	const mix = missing > 0 ? chooseMix(problem) : null;
	const chosen = mix ?? { actionsPerDay: [], costPerDay: 0, expected: 0, probability: 1 };
	const allocated = allocationsOf(situation, chosen);
	const elsewhere = sendsElsewhere(input.planned, goal, catalog, input.now);
	const verdicts = gateAllocations(allocated, catalog, settings, goal.locale, elsewhere);
	const allocations = withVerdicts(allocated, verdicts);
	const perDay = expectedPerDay(days, organic, pending, allocations, problem.costCounts);
	const valuePerCustomer = customerValueOf(situation);
	const plan: Omit<Plan, 'explanation'> = {
		version: input.version,
		createdAt: input.now,
		days,
		dailyTargets: dailyTargets(isRate(goal.metric) ? 0 : missing, days, input.shape ?? 'auto', organic.weekdays),
		expectedPerDay: perDay,
		organicPerDay: organicPerDay(days, organic),
		allocations,
		estimatedCost: costOf(allocations),
		forecast: planForecast(situation, chosen, perDay),
		customersPerDay: valuePerCustomer ? missing / days.length / valuePerCustomer.value : null,
		valuePerCustomer,
		risks: mix && !isRate(goal.metric) ? risksOf(situation, mix) : [],
	};
	const room = roomOf(situation, plan);
	return { ...plan, ...(room && { room }), explanation: explain(situation, plan, chosen) };
}
