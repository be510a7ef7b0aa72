import type { LoopState, Unstopped } from '../commands';
import { formatNumber } from '../locale/format';
import { NOTICE_TEXTS } from '../locale/notice';
import { localMinute } from '../time';
import type { Report, Run, Step, WorkflowHealth } from '../types';
import { workflowName } from './workflowName';

/** Something the owner should know without being asked. */
export type Notice =
	| { readonly type: 'opened'; readonly health: WorkflowHealth }
	| { readonly type: 'unstopped'; readonly unstopped: readonly Unstopped[] }
	/** The brake was pulled in the settings: what was stopped, and what could not be. */
	| { readonly type: 'switchedOff'; readonly runs: readonly Run[]; readonly unstopped: readonly Unstopped[] }
	/** What the policy would not let start of a goal that is resumed. */
	| { readonly type: 'denied'; readonly reason: string }
	/** Runs that could be stopped in the end. */
	| { readonly type: 'stoppedLate'; readonly runs: readonly Run[] }
	/** Steps that start with fewer actions than planned, as they start. */
	| { readonly type: 'shortened'; readonly steps: readonly Step[] }
	| { readonly type: 'held'; readonly steps: readonly Step[]; readonly reasons: readonly string[] };

/** Which runs could not be stopped, and why, a line for each. */
export const unstoppedLines = (
	{ goal, catalog }: Pick<LoopState, 'goal' | 'catalog'>,
	unstopped: readonly Unstopped[],
): string[] =>
	unstopped.map(({ run, error }) => NOTICE_TEXTS[goal.locale].unstopped(workflowName(run.workflowKey, catalog), error));

/** A notice about a goal in its language. */
export function noticeReport(state: LoopState, notice: Notice): Report {
	const { goal, catalog } = state;
	const texts = NOTICE_TEXTS[goal.locale];
	const nameOf = (key: string): string => workflowName(key, catalog);
	const about = { kind: 'notice', goalId: goal.goalId, locale: goal.locale } as const;
	if (notice.type === 'held') {
		const names = notice.steps.map(({ workflowKey }) => nameOf(workflowKey));
		return { ...about, title: texts.heldTitle, lines: [texts.held(names), ...notice.reasons.map(texts.reason)] };
	}
	if (notice.type === 'shortened') {
		const lines = notice.steps.map(({ workflowKey, actions }) => texts.shortened(nameOf(workflowKey), formatNumber(actions)));
		return { ...about, title: texts.shortenedTitle, lines };
	}
	if (notice.type === 'unstopped') {
		return { ...about, title: texts.unstoppedTitle, lines: [...unstoppedLines(state, notice.unstopped), texts.stopsAgain] };
	}
	if (notice.type === 'switchedOff') {
		const names = notice.runs.map(({ workflowKey }) => nameOf(workflowKey));
		const stopped = names.length > 0 ? [texts.switchedOff(names)] : [];
		const lines = [...unstoppedLines(state, notice.unstopped), ...stopped, texts.switchOn];
		return { ...about, title: texts.switchedOffTitle, lines };
	}
	if (notice.type === 'denied') return { ...about, title: texts.deniedTitle, lines: [texts.denied, texts.reason(notice.reason)] };
	if (notice.type === 'stoppedLate') {
		const names = notice.runs.map(({ workflowKey }) => nameOf(workflowKey));
		return { ...about, title: texts.stoppedLateTitle, lines: [texts.stoppedLate(names)] };
	}
	const { workflowKey, lastError, nextProbeAt } = notice.health;
	const again = nextProbeAt && localMinute(nextProbeAt, goal.timeZone);
	return {
		...about,
		title: texts.openedTitle,
		lines: [texts.opened(nameOf(workflowKey), again), ...(lastError === null ? [] : [texts.reason(lastError)])],
	};
}
