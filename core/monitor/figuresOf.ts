import { addSeconds } from '../time';
import type { Instant, MetricName, Observation } from '../types';
import { isPreferred } from './chosenByDay';
import { isPart, observedDay } from './observation';

/** What is on record about a metric when a goal is set. */
export interface Figures {
	/** The latest figure of the shop; `null`: there is none of late. */
	readonly present: number | null;
	/** Somebody records the metric, so that a goal's progress will be known. */
	readonly isRecorded: boolean;
}

/** The metrics that workflow 04 takes from Whop every hour; whoever aims at another one has to record it. */
const RECORDED_FROM_WHOP: readonly string[] = ['revenue', 'new_customers', 'trials', 'members', 'churn_rate', 'conversion_rate'];

/** Older figures do not tell how the shop stands, nor that anybody still records them. */
const RECENT_DAYS = 35;

/** What the ledger says of a metric of the shop. */
export function figuresOf(metric: MetricName, observations: readonly Observation[], now: Instant): Figures {
	const since = addSeconds(now, -RECENT_DAYS * 86_400);
	const dayOf = (observation: Observation): string => observedDay(observation) ?? observation.observedAt;
	const latest = observations
		.filter((own) => own.metric === metric && own.goalId === '' && !isPart(own))
		.filter(({ observedAt }) => observedAt <= now && observedAt >= since)
		.reduce<Observation | null>((best, own) => {
			if (best === null || dayOf(own) > dayOf(best)) return own;
			return dayOf(own) === dayOf(best) && isPreferred(own, best) ? own : best;
		}, null);
	return { present: latest?.value ?? null, isRecorded: latest !== null || RECORDED_FROM_WHOP.includes(metric) };
}
