import { isRate } from '../forecast/rate';
import { formatMoney, formatNumber, formatPercent } from '../locale/format';
import { planText, type PlanText } from '../locale/planText';
import type { Allocation, CatalogEntry, CurrencyCode, Day, Forecast } from '../types';
import { displayName } from './displayName';
import type { Contribution } from './contribution';
import type { PlanGoal } from './planInput';

/** A sheet or a chat holds this much of a plan without scrolling. */
export const MOST_LINES = 12;

/** How the figures and sentences of one plan are written. */
export interface Writer {
	readonly text: PlanText;
	/** A value of the goal's metric. */
	readonly value: (amount: number) => string;
	/** What something costs. */
	readonly money: (amount: number) => string;
}

/** Writes in the goal's language, in the goal's metric and the plan's currency. Money from 100 on is shown in whole units. */
export function writerFor({ metric, locale, currency }: PlanGoal, costCurrency: CurrencyCode): Writer {
	const text = planText[locale];
	const money = (amount: number, of: CurrencyCode): string =>
		formatMoney(Math.abs(amount) >= 100 ? Math.round(amount) : amount, of, locale);
	return {
		text,
		value: (amount) => {
			if (currency !== null) return money(amount, currency);
			return isRate(metric) ? share(amount) : text.count(decimal(amount), metric);
		},
		money: (amount) => money(amount, costCurrency),
	};
}

export function goalLine({ text, value }: Writer, { metric, targetValue }: PlanGoal, days: readonly Day[]): string {
	const [first, last] = [days[0] ?? '', days[days.length - 1] ?? ''];
	return text.goal(text.target(value(targetValue), metric), monthAndDay(first), monthAndDay(last), days.length);
}

/** What each day has to bring: one figure where all days are alike, else the mean and the range. */
export function paceLine({ text, value }: Writer, dailyTargets: readonly number[]): string {
	const [least, most, missing] = [Math.min(...dailyTargets), Math.max(...dailyTargets), sumOf(dailyTargets)];
	const average = missing / dailyTargets.length;
	if (most - least < average * 0.01) return text.perDay(value(average), value(missing), dailyTargets.length);
	return text.uneven(value(average), value(least), value(most));
}

/** One workflow: how much a day, in all, what it brings at which rate, where the rate is from, what it costs. */
export function allocationLine(
	{ text, value, money }: Writer,
	{ actionsPerDay, costPerAction, conversionRate, expectedPerAction }: Allocation,
	entry: CatalogEntry,
	contribution: Contribution,
	source: string,
): string {
	const total = sumOf(actionsPerDay);
	const even = actionsPerDay.every((actions) => actions === actionsPerDay[0]);
	const perDay = total / Math.max(actionsPerDay.length, 1);
	const count = (actions: number): string => text.unit(decimal(actions), entry.unit);
	const head = (even ? text.allocation : text.allocationUneven)(
		displayName(entry),
		count(perDay),
		actionsPerDay.length,
		count(total),
	);
	const cost = money(total * costPerAction);
	if (contribution === 'nothing') return head + text.unmeasured(cost);
	if (contribution === 'actions') return head + text.brings(value(total * (expectedPerAction ?? 0)), source, cost);
	return (
		head + text.conversion(share(conversionRate), decimal(perDay * conversionRate), decimal(total * conversionRate), source, cost)
	);
}

export function costLine({ text, money }: Writer, cost: number, budget: number | null): string {
	return budget ? text.costOfBudget(money(cost), money(budget), formatPercent(cost / budget)) : text.cost(money(cost));
}

export function forecastLine(
	{ text, value }: Writer,
	{ value: expected, low, high, probability }: Forecast,
	courses: number,
): string {
	return text.forecast(value(expected), value(low), value(high), formatPercent(probability), formatNumber(courses));
}

/** What an allocation brings in the goal's metric: the most important workflow is named first. */
export const worthOf = ({ actionsPerDay, expectedPerAction }: Allocation): number =>
	sumOf(actionsPerDay) * (expectedPerAction ?? 0);

export const costOfOne = ({ actionsPerDay, costPerAction }: Allocation): number => sumOf(actionsPerDay) * costPerAction;

const share = (fraction: number): string => `${formatNumber(fraction * 100, 1)}%`;

/** Whole figures without decimals, others with one. */
const decimal = (figure: number): string => formatNumber(Math.round(figure * 10) / 10, 1);

const monthAndDay = (day: Day): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}`;

const sumOf = (figures: readonly number[]): number => figures.reduce((sum, figure) => sum + figure, 0);
