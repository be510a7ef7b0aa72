import { addSeconds } from '../time';
import type { Instant, WorkflowHealth } from '../types';

/** Latest executions that count, the fewest that can open a breaker, and the share of failures that does. */
const WINDOW = 10;
const FEWEST = 5;
const TOO_MANY_FAILED = 0.5;
const FIRST_PROBE_SECONDS = 900;
const LONGEST_PROBE_SECONDS = 3_600;

/** How an execution of a workflow ended. `fatal`: trying again is of no use before somebody has mended something. */
export type Sample = { readonly ok: true } | { readonly ok: false; readonly error: string; readonly fatal: boolean };

const unknown = (workflowKey: string, now: Instant): WorkflowHealth => ({
	workflowKey,
	state: 'closed',
	samples: [],
	openings: 0,
	openedAt: null,
	nextProbeAt: null,
	lastError: null,
	updatedAt: now,
});

/**
 * The health of a workflow after one more execution. Half of the last ten failed (of five at least), one that needs a person, or
 * a failed probe: the breaker opens, for twice as long each time. A probe that succeeds closes it.
 * @returns the same object when nothing worth writing changed: a healthy workflow costs no write.
 */
export function nextHealth(
	before: WorkflowHealth | undefined,
	workflowKey: string,
	sample: Sample,
	now: Instant,
): WorkflowHealth | undefined {
	const health = before ?? unknown(workflowKey, now);
	if (sample.ok) {
		if (health.state !== 'closed') return { ...unknown(workflowKey, now), samples: [true], lastError: health.lastError };
		if (health.samples.every((ok) => ok)) return before;
	}
	const samples = [...health.samples, sample.ok].slice(-WINDOW);
	if (sample.ok) return { ...health, samples, updatedAt: now };
	const failed = samples.filter((ok) => !ok).length;
	const opens =
		sample.fatal || health.state !== 'closed' || (samples.length >= FEWEST && failed / samples.length >= TOO_MANY_FAILED);
	const noted: WorkflowHealth = { ...health, samples, lastError: sample.error, updatedAt: now };
	if (!opens) return noted;
	const openings = health.openings + 1;
	const wait = Math.min(LONGEST_PROBE_SECONDS, FIRST_PROBE_SECONDS * 2 ** (openings - 1));
	return { ...noted, state: 'open', openings, openedAt: now, nextProbeAt: addSeconds(now, wait) };
}

/** Whether a run of the workflow may start: always while closed; one at a time once a probe is due. */
export function mayStart(health: WorkflowHealth | undefined, underWay: number, now: Instant): boolean {
	if (!health || health.state === 'closed') return true;
	return underWay === 0 && health.nextProbeAt !== null && health.nextProbeAt <= now;
}
