import { mean, sampleVariance } from 'simple-statistics';
import { countsMoney } from '../learning/attribution';
import type { Evidence } from '../learning/evidence';
import type { Window } from '../learning/series';
import { dayOf } from '../time';
import type { Day, Goal, Plan } from '../types';

/** What comes without any workflow in the rest of a period, in the goal's metric. */
export interface OrganicRest {
	/** Mean of a day. */
	readonly level: number;
	/** Per remaining day: the level in the shape of the week. */
	readonly perDay: readonly number[];
	/** Relative standard deviation of one day, and of the level. */
	readonly variation: number;
	readonly meanDoubt: number;
}

/** The last four weeks tell of the shop as it is. */
const RECENT_DAYS = 28;

/** The plan's own view of the shop, in days of figures: it was made from four weeks of them, but some time ago. */
const PRIOR_DAYS = 4;

/**
 * The shop's own level: what the plan took it for, and the recent days' figures less what workflows brought.
 *
 * @param byDay figures of the goal's metric
 * @param rate converts the setting CURRENCY into the goal's
 */
export function organicRest(
	{ goal, plan, days }: { readonly goal: Goal; readonly plan: Plan; readonly days: readonly Day[] },
	byDay: ReadonlyMap<Day, number>,
	evidence: Evidence,
	window: Window,
	rate: number,
): OrganicRest {
	const implied = plan.organicPerDay ?? [];
	const prior = implied.length > 0 ? mean([...implied]) : 0;
	const seen = ownFigures(goal, byDay, evidence, window, rate);
	const weight = implied.length > 0 ? PRIOR_DAYS : 0;
	const count = weight + seen.length;
	const level = count > 0 ? (prior * weight + seen.reduce((sum, amount) => sum + amount, 0)) / count : 0;
	const variance = seen.length > 2 ? sampleVariance(seen) : (level / 2) ** 2;
	const variation = level > 0 ? Math.sqrt(variance) / level : 0;
	const shape = new Map(plan.days.map((day, index) => [day, implied[index] ?? prior]));
	return {
		level,
		perDay: days.map((day) => (prior > 0 ? (level * (shape.get(day) ?? prior)) / prior : level)),
		variation,
		meanDoubt: variation / Math.sqrt(Math.max(count, 1)),
	};
}

/** Recent days' figures less what workflows brought. Where nobody tells what that was, only days before the goal count. */
function ownFigures(
	{ metric, periodStart, timeZone }: Goal,
	byDay: ReadonlyMap<Day, number>,
	evidence: Evidence,
	{ days, index }: Window,
	rate: number,
): number[] {
	const all = [...evidence.values()];
	const isSilent = all.some(({ teller, actions }) => teller === 'nobody' && actions.some((count) => count > 0));
	const start = dayOf(periodStart, timeZone);
	return days.slice(-RECENT_DAYS).flatMap((day) => {
		const total = byDay.get(day);
		if (total === undefined || (isSilent && day >= start)) return [];
		const place = index.get(day) ?? 0;
		const brought = all.reduce(
			(sum, { revenue, conversions }) => sum + (countsMoney(metric) ? (revenue[place] ?? 0) * rate : (conversions[place] ?? 0)),
			0,
		);
		return [Math.max(0, total - brought)];
	});
}
