import type { Command, LoopEvent, LoopState } from '../commands';
import { buildReport } from '../report/buildReport';
import { noticeReport, unstoppedLines } from '../report/notice';
import { unlessRateMissing } from '../money';
import type { Goal, Instant, Report, Run } from '../types';
import type { Advance } from './advance';
import { closedMoney } from './runMoney';
import { spentBy } from './spending';

/** Under way, or it went past its time or lost its worker and may still be at it. */
export const isOpen = ({ status }: Run): boolean => status === 'running' || status === 'unknown';

/** A run that is stopped before its workflow began: nothing can have been spent, so what was set aside for this try is free again. */
export const asNeverBegun = (run: Run): Run => ({ ...run, startedAt: null, reserved: null });

/** Stops what runs. `again`: it should have been stopped before. */
export const stopRuns = (state: LoopState, again = false): Advance => ({
	state,
	commands: state.runs.filter(isOpen).map((run): Command => ({ type: 'StopRun', run, again })),
});

/**
 * Whether the runs of a goal are to be stopped until none is left: it was given up, or the brake is pulled, by Stop Everything or by
 * hand in the settings. What a goal that is only paused has under way may finish.
 */
export const isHalted = ({ goal: { status }, settings }: LoopState): boolean =>
	status === 'cancelled' || !settings.autoExecutionEnabled;

/** The brake was pulled in the settings: the goal itself was told nothing. */
const isSwitchedOff = ({ goal: { status }, settings }: LoopState): boolean =>
	!settings.autoExecutionEnabled && (status === 'running' || status === 'awaiting_decision');

const NOT_STOPPED = 'not stopped: ';

/**
 * What came of stopping runs. The report of a goal that was halted says which of them go on; where that report was sent before, or a
 * later try did it, a notice does. That a later try failed too is no news: what could not be stopped when the brake was pulled in the
 * settings is told once, and noted in its row.
 */
export function stopsTried(
	state: LoopState,
	{ stopped, unstopped, again }: Extract<LoopEvent, { type: 'StopsTried' }>,
	now: Instant,
): Advance {
	const byId = new Map(stopped.map((run) => [run.runId, run]));
	const runs = state.runs.map((run): Run => {
		const left = byId.get(run.runId);
		if (!left) return run;
		const { startedAt, reserved } = left;
		return { ...run, startedAt, reserved, ...closedMoney({ ...run, reserved }), status: 'stopped', finishedAt: now };
	});
	// A stop is told of also where a rate is missing; the next tick that has it sums up.
	const spent = unlessRateMissing(() => spentBy(runs, state.goal, state.settings));
	const goal: Goal = { ...state.goal, spent: spent.ok ? spent.value : state.goal.spent };
	const next: LoopState = { ...state, goal, runs };
	const news = again && isSwitchedOff(state) ? unstopped.filter(({ run }) => !run.error?.startsWith(NOT_STOPPED)) : [];
	const noted = news.map(({ run, error }): Command => {
		return { type: 'SaveRun', run: { ...run, error: `${NOT_STOPPED}${error}`.slice(0, 500) }, from: run.status };
	});
	const report = reportOn();
	return {
		state: next,
		commands: [
			...noted,
			...(goal.spent === state.goal.spent ? [] : [{ type: 'SaveGoal', goal } as const]),
			...(report ? [{ type: 'SendReport', report } as const] : []),
		],
	};

	function reportOn(): Report | null {
		if (again && isSwitchedOff(state)) {
			return stopped.length + news.length > 0
				? noticeReport(next, { type: 'switchedOff', runs: stopped, unstopped: news })
				: null;
		}
		if (again) return stopped.length > 0 ? noticeReport(next, { type: 'stoppedLate', runs: stopped }) : null;
		if (state.goal.closedAt !== null) return unstopped.length > 0 ? noticeReport(next, { type: 'unstopped', unstopped }) : null;
		const report = buildReport('stop', next, now, stopped);
		return { ...report, lines: [...unstoppedLines(next, unstopped), ...report.lines] };
	}
}
