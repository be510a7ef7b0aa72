import type { Allocation, Day } from '../types';
import type { Organic } from './organic';
import { expectedOf, type Pending } from './pipeline';
import { weekdayOf } from './days';
import { costOf } from './planCost';

/** What the allocations bring on each day, their lag counted in, in the goal's metric. */
export function broughtPerDay(allocations: readonly Allocation[], dayCount: number): number[] {
	const brought = Array.from({ length: dayCount }, () => 0);
	for (const { actionsPerDay, expectedPerAction, conversionRate, valuePerConversion, lagDays } of allocations) {
		const perAction = expectedPerAction ?? conversionRate * valuePerConversion;
		const lag = Math.ceil(lagDays ?? 0);
		for (let index = lag; index < dayCount; index++) {
			brought[index] = (brought[index] ?? 0) + (actionsPerDay[index - lag] ?? 0) * perAction;
		}
	}
	return brought;
}

/** What comes on each day without any workflow. */
export const organicPerDay = (days: readonly Day[], organic: Organic): number[] =>
	days.map((day) => organic.perDay * (organic.weekdays?.[weekdayOf(day)] ?? 1));

/**
 * What each day will probably bring in all: organic part by weekday, earlier runs, and the plan's own steps, less what
 * the steps cost where the goal is profit.
 */
export function expectedPerDay(
	days: readonly Day[],
	organic: Organic,
	pending: readonly Pending[],
	allocations: readonly Allocation[],
	costCounts: boolean,
): number[] {
	const brought = broughtPerDay(allocations, days.length);
	const own = organicPerDay(days, organic);
	return days.map((day, index) => {
		const late = pending.filter((item) => item.day === day).reduce((sum, item) => sum + expectedOf(item), 0);
		const cost = costCounts ? costOf(allocations, (place) => place === index) : 0;
		return (own[index] ?? 0) + late + (brought[index] ?? 0) - cost;
	});
}
