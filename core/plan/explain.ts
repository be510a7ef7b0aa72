import { formatMoney, formatNumber, formatPercent, formatValue } from '../locale/format';
import { isRate } from '../forecast/rate';
import { planText, type PlanText } from '../locale/planText';
import type { Allocation, Forecast, Plan } from '../types';
import type { Candidate } from './candidates';
import { limitsOf } from './limits';
import type { Mix } from './mixProblem';
import type { Situation } from './situation';

/** Workflows that get a line of their own; the others share one. */
const OWN_LINES = 3;

/**
 * The plan in the goal's language, at most twelve lines. Every figure names where it comes from: the instruction, the
 * shop's figures, the catalog, past runs, or the simulation.
 */
export function explain(situation: Situation, plan: Omit<Plan, 'explanation'>, mix: Mix): string[] {
	const { input, missing, days, currency, organic } = situation;
	const { goal, progressValue } = input;
	const { metric, locale } = goal;
	const text = planText[locale];
	const value = (amount: number): string => formatValue(rounded(amount, goal.currency), metric, goal.currency, locale);
	const money = (amount: number): string => formatMoney(rounded(amount, currency), currency, locale);
	const lines = [
		text.goal(text.metric[metric], value(goal.targetValue), shortDay(days[0]), shortDay(days[days.length - 1]), days.length),
	];
	if (missing === 0) return [...lines, text.reached(value(progressValue))];
	if (progressValue > 0) lines.push(text.progress(value(progressValue), value(missing)));

	if (!isRate(metric)) lines.push(paceLine(text, plan.dailyTargets, missing, value));
	if (plan.valuePerCustomer && plan.customersPerDay !== null) {
		const { value: worth, source } = plan.valuePerCustomer;
		const total = Math.ceil(missing / worth - 1e-9);
		lines.push(text.customers(money(worth), text.source(source), people(plan.customersPerDay), formatNumber(total)));
	}
	if (organic.perDay > 0) lines.push(text.organic(value(organic.perDay), text.source(organic.source), organic.days));

	const byKey = new Map(situation.problem.candidates.map((candidate) => [candidate.entry.workflowKey, candidate]));
	const byWorth = plan.allocations
		.flatMap((allocation) => (byKey.get(allocation.workflowKey)?.entry ? [{ allocation, worth: worthOf(allocation) }] : []))
		.sort((one, other) => other.worth - one.worth)
		.map(({ allocation }) => allocation);
	const shown = byWorth.slice(0, byWorth.length === OWN_LINES + 1 ? OWN_LINES + 1 : OWN_LINES);
	for (const allocation of shown) {
		const candidate = byKey.get(allocation.workflowKey);
		if (candidate) lines.push(allocationLine(text, allocation, candidate, money, value));
	}
	const others = byWorth.slice(shown.length);
	if (others.length > 0)
		lines.push(
			text.more(
				others.length,
				money(others.reduce((sum, { actionsPerDay, costPerAction }) => sum + sumOf(actionsPerDay) * costPerAction, 0)),
			),
		);
	if (plan.allocations.length === 0) lines.push(text.nothing);
	else if (goal.budgetLimit) {
		lines.push(
			text.costOfBudget(money(plan.estimatedCost), money(goal.budgetLimit), formatPercent(plan.estimatedCost / goal.budgetLimit)),
		);
	} else lines.push(text.cost(money(plan.estimatedCost)));

	lines.push(forecastLine(text, plan.forecast, situation.problem.simulation.scenarios, value));
	if (plan.forecast.probability < situation.problem.enough)
		lines.push(text.short(formatPercent(situation.problem.enough), limitsOf(situation, mix)));
	const late = plan.allocations
		.filter(({ lagDays }) => (lagDays ?? 0) > 0)
		.map(({ workflowKey }) => byKey.get(workflowKey)?.entry.name ?? workflowKey);
	const risk = plan.risks[0];
	if (risk) lines.push(text.risk(risk.text, formatPercent(risk.probability)));
	if (late.length > 0 && lines.length < MOST_LINES)
		lines.push(
			text.late(
				late
					.slice(0, OWN_LINES)
					.map((name) => text.quote(name))
					.join(text.separator),
			),
		);
	return lines.slice(0, MOST_LINES).map((line) => line.replaceAll(/[\r\n]+/g, ' '));
}

const MOST_LINES = 12;

function forecastLine(
	text: PlanText,
	{ value: expected, low, high, probability }: Forecast,
	courses: number,
	value: (amount: number) => string,
): string {
	return text.forecast(value(expected), value(low), value(high), formatPercent(probability), formatNumber(courses));
}

/** What each day has to bring: one figure where all days are alike, else the mean and the range. */
function paceLine(text: PlanText, dailyTargets: readonly number[], missing: number, value: (amount: number) => string): string {
	const [least, most] = [Math.min(...dailyTargets), Math.max(...dailyTargets)];
	const average = missing / dailyTargets.length;
	if (most - least < average * 0.01) return text.perDay(value(average), value(missing), dailyTargets.length);
	return text.uneven(value(average), value(least), value(most));
}

function allocationLine(
	text: PlanText,
	allocation: Allocation,
	{ entry, posterior, contribution, expectedPerAction }: Candidate,
	money: (amount: number) => string,
	value: (amount: number) => string,
): string {
	const { actionsPerDay, costPerAction, conversionRate } = allocation;
	const total = sumOf(actionsPerDay);
	const perDay = actionsPerDay[0] ?? 0;
	const cost = money(total * costPerAction);
	const source = posterior.observedActions > 0 ? text.fromRuns(formatNumber(posterior.observedActions)) : text.fromCatalog;
	const count = (actions: number): string => text.unit(formatNumber(actions), entry.unit);
	const head = text.allocation(entry.name, count(perDay), actionsPerDay.length, count(total));
	if (contribution === 'actions') return head + text.brings(value(total * expectedPerAction), source, cost);
	return (
		head + text.conversion(rate(conversionRate), decimal(perDay * conversionRate), decimal(total * conversionRate), source, cost)
	);
}

const rate = (fraction: number): string => `${formatNumber(fraction * 100, 1)}%`;

/** Whole figures without decimals, others with one. */
const decimal = (figure: number): string => formatNumber(Math.round(figure * 10) / 10, 1);

/** People are whole: what is needed is rounded up. */
const people = (count: number): string => formatNumber(Math.ceil(count - 1e-9));

const sumOf = (figures: readonly number[]): number => figures.reduce((sum, figure) => sum + figure, 0);

const worthOf = ({ actionsPerDay, expectedPerAction }: Allocation): number => sumOf(actionsPerDay) * (expectedPerAction ?? 0);

/** Money is shown in whole units from 100 on. */
const rounded = (amount: number, currency: string | null): number =>
	currency !== null && Math.abs(amount) >= 100 ? Math.round(amount) : amount;

const shortDay = (day = ''): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}`;
