import type { LoopState } from '../commands';
import type { Instant, TimeZone } from '../types';
import { runDays, type RunDay } from './runDays';
import type { Series, Window } from './series';
import { trackedByWorkflow, type Tracked } from './tracked';

/** What each workflow of the catalog did and brought. */
export type Evidence = ReadonlyMap<string, Series>;

/**
 * Gathers the evidence of the window from the runs of all goals and from what was tracked. Conversions that somebody tracked by day
 * are believed before those a run told itself.
 * @throws AutopilotError CURRENCY_RATE_MISSING
 */
export function gatherEvidence(
	{ catalog, evidence, observations, settings }: Pick<LoopState, 'catalog' | 'evidence' | 'observations' | 'settings'>,
	window: Window,
	zone: TimeZone,
	now: Instant,
): Evidence {
	const ran = runDays(evidence, catalog, zone);
	const tracked = trackedByWorkflow(catalog, observations, window, settings, now);
	return new Map(
		catalog.map(({ workflowKey }) => [workflowKey, seriesOf(ran.get(workflowKey), tracked.get(workflowKey), window)]),
	);
}

function seriesOf(ran: ReadonlyMap<string, RunDay> | undefined, tracked: Tracked | undefined, window: Window): Series {
	const all = window.days.map((day) => ran?.get(day));
	const figures = (of: (sums: RunDay) => number): Float64Array => Float64Array.from(all, (sums) => (sums ? of(sums) : 0));
	const flags = (of: (sums: RunDay) => boolean): Uint8Array =>
		Uint8Array.from(all, (sums) => Number(sums !== undefined && of(sums)));
	const sum = (of: (sums: RunDay) => number): number => figures(of).reduce((total, figure) => total + figure, 0);
	const common = {
		actions: figures(({ actions }) => actions),
		told: figures(({ toldActions }) => toldActions),
		tried: flags(({ tried }) => tried),
		succeeded: flags(({ succeeded }) => succeeded),
		cost: sum(({ cost }) => cost),
		paidActions: sum(({ paidActions }) => paidActions),
	};
	if (tracked) {
		const { conversions, revenue, from } = tracked;
		return { ...common, conversions, revenue, teller: 'tracked', toldFrom: from };
	}
	return {
		...common,
		conversions: figures(({ conversions }) => conversions),
		revenue: figures(({ revenue }) => revenue),
		teller: common.told.some((count) => count > 0) ? 'runs' : 'nobody',
		toldFrom: 0,
	};
}
