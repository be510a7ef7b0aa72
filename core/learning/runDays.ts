import { dayOf } from '../time';
import type { CatalogEntry, Day, Run, TimeZone } from '../types';

/** What the runs of a workflow did on a day, over all goals. */
export interface RunDay {
	actions: number;
	/** Actions of runs that told their conversions after their lag was over; `null` revenue counts as 0. */
	toldActions: number;
	conversions: number;
	revenue: number;
	cost: number;
	paidActions: number;
	tried: boolean;
	succeeded: boolean;
}

type RunDays = ReadonlyMap<string, ReadonlyMap<Day, RunDay>>;

/** The runs of a snapshot do not change, and every goal that is reviewed asks for the same sums. */
const known = new WeakMap<readonly Run[], { catalog: readonly CatalogEntry[]; zone: TimeZone; days: RunDays }>();

/** Adds up runs by workflow and day. A run that told its conversions before its lag was over cannot know them: they do not count. */
export function runDays(runs: readonly Run[], catalog: readonly CatalogEntry[], zone: TimeZone): RunDays {
	const before = known.get(runs);
	if (before?.catalog === catalog && before.zone === zone) return before.days;
	const lags = new Map(catalog.map(({ workflowKey, lagDays }) => [workflowKey, lagDays]));
	const days = new Map<string, Map<Day, RunDay>>();
	for (const run of runs) {
		const lag = lags.get(run.workflowKey);
		if (lag === undefined || (run.status !== 'succeeded' && run.status !== 'failed')) continue;
		const ofWorkflow = days.get(run.workflowKey) ?? new Map<Day, RunDay>();
		days.set(run.workflowKey, ofWorkflow);
		const day = dayOfRun(run, zone);
		const sums = ofWorkflow.get(day) ?? nothing();
		ofWorkflow.set(day, sums);
		add(sums, run, lag);
	}
	known.set(runs, { catalog, zone, days });
	return days;
}

const nothing = (): RunDay => ({
	actions: 0,
	toldActions: 0,
	conversions: 0,
	revenue: 0,
	cost: 0,
	paidActions: 0,
	tried: false,
	succeeded: false,
});

function add(sums: RunDay, run: Run, lagDays: number): void {
	sums.tried = true;
	if (run.status !== 'succeeded' || !run.actions) return;
	sums.succeeded = true;
	sums.actions += run.actions;
	if (run.cost !== null) {
		sums.cost += run.cost;
		sums.paidActions += run.actions;
	}
	if (run.conversions === null || !isSettled(run, lagDays)) return;
	sums.toldActions += run.actions;
	sums.conversions += Math.min(run.conversions, run.actions);
	sums.revenue += run.revenue ?? 0;
}

/** The key of a step names its day; rows of others are dated by their time. */
const dayOfRun = ({ runId, scheduledFor }: Run, zone: TimeZone): Day => STEP_DAY.exec(runId)?.[1] ?? dayOf(scheduledFor, zone);
const STEP_DAY = /\/(\d{4}-\d{2}-\d{2})\//;

const DAY_MS = 86_400_000;

const isSettled = ({ scheduledFor, finishedAt }: Run, lagDays: number): boolean =>
	finishedAt !== null && Date.parse(finishedAt) >= Date.parse(scheduledFor) + lagDays * DAY_MS;
