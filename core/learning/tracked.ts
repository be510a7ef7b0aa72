import { convert } from '../money';
import { isPreferred } from '../monitor/chosenByDay';
import { observedDay, WORKFLOW_LABEL } from '../monitor/observation';
import type { Settings } from '../settings';
import type { CatalogEntry, Instant, Observation } from '../types';
import type { Window } from './series';

/** What somebody tracked of one workflow, by day of the window; money in the setting CURRENCY. */
export interface Tracked {
	readonly conversions: Float64Array;
	readonly revenue: Float64Array;
	/** Index of the first day that was tracked. */
	readonly from: number;
}

/**
 * Conversions and revenue tracked to a workflow: observations of these metrics that bear its key as a label. Of several sources for one
 * day one is believed. Where only revenue is tracked, conversions follow from the catalog's value.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function trackedByWorkflow(
	catalog: readonly CatalogEntry[],
	observations: readonly Observation[],
	window: Window,
	settings: Settings,
	now: Instant,
): Map<string, Tracked> {
	const believed = new Map<string, Observation>();
	for (const observation of observations) {
		const { metric, observedAt, labels } = observation;
		const workflow = labels[WORKFLOW_LABEL];
		const day = observedDay(observation);
		if (workflow === undefined || day === null || !window.index.has(day) || observedAt > now) continue;
		if (metric !== 'conversions' && metric !== 'revenue') continue;
		const place = `${workflow}/${metric}/${day}`;
		const other = believed.get(place);
		if (!other || isPreferred(observation, other)) believed.set(place, observation);
	}
	const byWorkflow = Map.groupBy(believed.values(), ({ labels }) => labels[WORKFLOW_LABEL] ?? '');
	return new Map(
		catalog.flatMap((entry): [string, Tracked][] => {
			const own = byWorkflow.get(entry.workflowKey);
			return own ? [[entry.workflowKey, seriesOf(own, entry, window, settings)]] : [];
		}),
	);
}

function seriesOf(own: readonly Observation[], entry: CatalogEntry, window: Window, settings: Settings): Tracked {
	const conversions = new Float64Array(window.days.length);
	const revenue = new Float64Array(window.days.length);
	let from = window.days.length;
	for (const { metric, value, unit, labels } of own) {
		const day = window.index.get(labels['day'] ?? '') ?? 0;
		from = Math.min(from, day);
		if (metric === 'conversions') conversions[day] = value;
		else revenue[day] = convert({ amount: value, currency: unit }, settings.currency, settings.exchangeRates).amount;
	}
	const isCounted = own.some(({ metric }) => metric === 'conversions');
	const value = entry.valuePerConversion;
	return { conversions: isCounted || value <= 0 ? conversions : revenue.map((amount) => amount / value), revenue, from };
}
