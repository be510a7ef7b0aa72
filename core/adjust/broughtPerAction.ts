import { addDays } from '../plan/days';
import { arrivesOn } from '../learning/lag';
import { exposureOf } from '../learning/series';
import type { Day } from '../types';
import type { Arm } from './arm';

/**
 * What an action of one day has really brought, in the goal's metric: what came on the days on which the day's actions were due, by the
 * actions that were due then, weighted by their lag. Without lag that is just what the day brought by what was done. Where nothing was done
 * on the day, or nobody told, what is known of the workflow by now.
 *
 * @param today the first day after what was learned from
 */
export function broughtPerAction({ learned, belief }: Arm, day: Day, today: Day): number {
	const { series, lag, posterior } = learned;
	const index = indexOf(day, today, series.actions.length);
	if (belief.contribution === 'actions' || belief.contribution === 'nothing') return belief.expectedPerAction;
	if (index === -1 || series.teller === 'nobody' || (series.actions[index] ?? 0) === 0) return belief.expectedPerAction;
	const exposure = exposureOf(series, lag);
	let [due, conversions, revenue] = [0, 0, 0];
	// What a run tells, it tells of its own day.
	const ages = series.teller === 'runs' ? 1 : lag.cumulated.length;
	for (let age = 0; age < ages; age++) {
		const weight = ages === 1 ? 1 : arrivesOn(lag, age);
		due += weight * (exposure[index + age] ?? 0);
		conversions += weight * (series.conversions[index + age] ?? 0);
		revenue += weight * (series.revenue[index + age] ?? 0);
	}
	if (due <= 0) return belief.expectedPerAction;
	if (belief.contribution === 'conversions') return conversions / due;
	// Money is told in the setting CURRENCY, values are believed in the goal's.
	const rate = posterior.valuePerConversion > 0 ? belief.valuePerConversion / posterior.valuePerConversion : 1;
	return (revenue > 0 ? revenue * rate : conversions * belief.valuePerConversion) / due;
}

function indexOf(day: Day, today: Day, length: number): number {
	for (let back = 1; back <= length; back++) if (addDays(today, -back) === day) return length - back;
	return -1;
}
