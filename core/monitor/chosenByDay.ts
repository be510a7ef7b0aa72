import { goalDays } from '../plan/days';
import { convert } from '../money';
import type { Settings } from '../settings';
import { dayOf } from '../time';
import type { Day, Goal, Instant, Observation } from '../types';
import { isPart, observedDay } from './observation';

/** What of a goal says which figures are its own. */
export type MeasuredGoal = Pick<Goal, 'goalId' | 'metric' | 'currency' | 'periodStart' | 'periodEnd' | 'timeZone'>;

/** Sources whose figures are complete and checked by somebody else, most trusted first; any other source comes after. */
const TRUSTED: readonly string[] = ['whop', 'ledger', 'input'];

/**
 * The goal's metric day by day within its period up to now, in its currency. Several sources may tell of one day; one is
 * believed: the most trusted source, then a figure of this goal before one of the shop, then the later observation.
 * @throws AutopilotError CURRENCY_RATE_MISSING when a figure is in a currency without a rate.
 */
export function chosenByDay(
	goal: MeasuredGoal,
	observations: readonly Observation[],
	settings: Settings,
	now: Instant,
): Map<Day, number> {
	const days = new Set(goalDays(goal));
	const today = dayOf(now, goal.timeZone);
	const chosen = new Map<Day, Observation>();
	for (const observation of observations) {
		if (observation.metric !== goal.metric || observation.observedAt > now || isPart(observation)) continue;
		if (observation.goalId !== '' && observation.goalId !== goal.goalId) continue;
		if (isMoney(observation.unit) !== (goal.currency !== null)) continue;
		const day = observedDay(observation) ?? dayOf(observation.observedAt, goal.timeZone);
		if (!days.has(day) || day > today) continue;
		const other = chosen.get(day);
		if (!other || isPreferred(observation, other)) chosen.set(day, observation);
	}
	const inGoalUnit = ({ value, unit }: Observation): number =>
		goal.currency === null ? value : convert({ amount: value, currency: unit }, goal.currency, settings.exchangeRates).amount;
	return new Map([...chosen].map(([day, observation]) => [day, inGoalUnit(observation)]));
}

const isMoney = (unit: string): boolean => unit !== 'count' && unit !== 'fraction';

/** Whether one of two figures of the same day is believed before the other. */
export function isPreferred(one: Observation, other: Observation): boolean {
	const [rank, otherRank] = [rankOf(one), rankOf(other)];
	if (rank !== otherRank) return rank < otherRank;
	if ((one.goalId === '') !== (other.goalId === '')) return one.goalId !== '';
	return one.observedAt > other.observedAt;
}

const rankOf = ({ source }: Observation): number => {
	const rank = TRUSTED.indexOf(source);
	return rank === -1 ? TRUSTED.length : rank;
};
