import type { Command, LoopEvent, LoopState } from '../commands';
import { buildReport } from '../report/buildReport';
import { noticeReport, unstoppedLines } from '../report/notice';
import type { Instant, Report, Run } from '../types';
import type { Advance } from './advance';
import { closedMoney } from './runMoney';

/** Under way, or it went past its time or lost its worker and may still be at it. */
export const isOpen = ({ status }: Run): boolean => status === 'running' || status === 'unknown';

/** Stops what runs. `again`: it should have been stopped before. */
export const stopRuns = (state: LoopState, again = false): Advance => ({
	state,
	commands: state.runs.filter(isOpen).map((run): Command => ({ type: 'StopRun', run, again })),
});

/**
 * Whether the runs of a goal are to be stopped until none is left: it was given up, or the brake is pulled and it is held or closed.
 * What a goal that is only paused has under way may finish.
 */
export function isHalted({ goal: { status }, settings }: LoopState): boolean {
	if (status === 'cancelled') return true;
	return !settings.autoExecutionEnabled && status !== 'running' && status !== 'awaiting_decision';
}

/**
 * What came of stopping runs. The report of a goal that was halted says which of them go on; where that report was sent before, or a
 * later try did it, a notice does. That a later try failed too is no news.
 */
export function stopsTried(
	state: LoopState,
	{ stopped, unstopped, again }: Extract<LoopEvent, { type: 'StopsTried' }>,
	now: Instant,
): Advance {
	const ids = new Set(stopped.map(({ runId }) => runId));
	const runs = state.runs.map(
		(run): Run => (ids.has(run.runId) ? { ...run, ...closedMoney(run), status: 'stopped', finishedAt: now } : run),
	);
	const next: LoopState = { ...state, runs };
	const report = reportOn();
	return { state: next, commands: report ? [{ type: 'SendReport', report }] : [] };

	function reportOn(): Report | null {
		if (again) return stopped.length > 0 ? noticeReport(next, { type: 'stoppedLate', runs: stopped }) : null;
		if (state.goal.closedAt !== null) return unstopped.length > 0 ? noticeReport(next, { type: 'unstopped', unstopped }) : null;
		const report = buildReport('stop', next, now, stopped);
		return { ...report, lines: [...unstoppedLines(next, unstopped), ...report.lines] };
	}
}
