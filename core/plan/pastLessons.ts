import { chosenByDay } from '../monitor/chosenByDay';
import { convert } from '../money';
import { addDays } from './days';
import type { PlanInput } from './planInput';
import { dayOf, instantOf } from '../time';
import type { Day } from '../types';
import { attributed, countsMoney } from '../learning/attribution';
import { gatherEvidence, type Evidence } from '../learning/evidence';
import { learn, type Lessons } from '../learning/learn';
import { catalogsWord, type Posterior } from '../learning/posterior';
import { LAST_DAYS, windowBefore, type Window } from '../learning/series';

/** Fewer days without any workflow do not tell what the shop brings by itself. */
const LEAST_OWN_DAYS = 7;

/**
 * What earlier goals have taught before a goal has a plan: by the very evidence and the very rules by which its plan is adjusted later.
 * Where nobody tells what a workflow brought, it is shared out of what came beyond the shop's own level, if days without workflows tell
 * what that is. Of a workflow that nobody has seen bring anything the catalog's word stands as it is.
 * @returns by workflow
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function pastLessons(input: PlanInput): ReadonlyMap<string, Posterior> {
	const { workflows } = lessonsOf(input);
	return new Map(
		[...workflows].map(([key, { entry, posterior }]) => [
			key,
			posterior.observedActions > 0 ? posterior : { ...catalogsWord(entry), costPerAction: posterior.costPerAction },
		]),
	);
}

function lessonsOf(input: PlanInput): Lessons {
	const { catalog, goal, now, runs, settings } = input;
	const { metric, timeZone } = goal;
	const window = windowBefore(dayOf(now, timeZone), LAST_DAYS);
	const known = { catalog, evidence: runs, observations: input.observations ?? [], settings };
	const told = gatherEvidence(known, window, timeZone, now);
	const perDay = totalsOf(input, window);
	const own = perDay.flatMap((total, index) => (total !== undefined && isQuiet(told, index) ? [total] : []));
	if (own.length < LEAST_OWN_DAYS) return learn(catalog, told);
	const organic = own.reduce((sum, total) => sum + total, 0) / own.length;
	return learn(catalog, attributed(catalog, told, { metric, perDay, organic }));
}

/** Figures of the goal's metric by day of the window, in the setting CURRENCY where it is money; those of the shop's state where the ledger has none. */
function totalsOf({ goal, observations = [], settings, state, now }: PlanInput, { days }: Window): (number | undefined)[] {
	const [first = '', last = ''] = [days[0], days.at(-1)];
	const { timeZone, metric } = goal;
	const currency = countsMoney(metric) ? settings.currency : null;
	const period = { periodStart: instantOf(first, '00:00', timeZone), periodEnd: instantOf(addDays(last, 1), '00:00', timeZone) };
	const byDay = chosenByDay({ ...goal, ...period, currency }, observations, settings, now);
	const ofShop = new Map<Day, number>();
	for (const { day, amount } of metric === 'revenue' ? state.revenue : []) {
		const inSettings = convert(
			{ amount, currency: state.currency ?? settings.currency },
			settings.currency,
			settings.exchangeRates,
		);
		ofShop.set(day, (ofShop.get(day) ?? 0) + inSettings.amount);
	}
	return days.map((day) => byDay.get(day) ?? ofShop.get(day));
}

/** No workflow of which nobody tells has done anything until then. */
const isQuiet = (told: Evidence, index: number): boolean =>
	[...told.values()].every(
		({ teller, actions }) => teller !== 'nobody' || !actions.subarray(0, index + 1).some((count) => count > 0),
	);
