import type { LoopState } from '../commands';
import { NOTICE_TEXTS } from '../locale/notice';
import { localMinute } from '../time';
import type { Report, Step, WorkflowHealth } from '../types';

/** Something the owner should know without being asked. */
export type Notice =
	| { readonly type: 'opened'; readonly health: WorkflowHealth }
	| { readonly type: 'held'; readonly steps: readonly Step[]; readonly reasons: readonly string[] };

/** A notice about a goal in its language. */
export function noticeReport({ goal, catalog }: LoopState, notice: Notice): Report {
	const texts = NOTICE_TEXTS[goal.locale];
	const nameOf = (key: string): string => catalog.find(({ workflowKey }) => workflowKey === key)?.name ?? key;
	const about = { kind: 'notice', goalId: goal.goalId, locale: goal.locale } as const;
	if (notice.type === 'held') {
		const names = notice.steps.map(({ workflowKey }) => nameOf(workflowKey));
		return { ...about, title: texts.heldTitle, lines: [texts.held(names), ...notice.reasons.map(texts.reason)] };
	}
	const { workflowKey, lastError, nextProbeAt } = notice.health;
	const again = nextProbeAt && localMinute(nextProbeAt, goal.timeZone);
	return {
		...about,
		title: texts.openedTitle,
		lines: [texts.opened(nameOf(workflowKey), again), ...(lastError === null ? [] : [texts.reason(lastError)])],
	};
}
