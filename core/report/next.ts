import { DateTime } from 'luxon';
import type { LoopState } from '../commands';
import { formatDay } from '../locale/format';
import type { ReportTexts } from '../locale/report';
import { stepsOf } from '../plan/steps';
import { dayOf } from '../time';
import type { Instant, Report } from '../types';
import { workflowName } from './workflowName';

/** What comes after a daily report (the next day) or a weekly one (the next seven), and what waits for an answer. */
export function nextLines(kind: Report['kind'], state: LoopState, now: Instant, texts: ReportTexts): string[] {
	const { goal, decisions, catalog } = state;
	if (kind === 'final') return [texts.nextAfterEnd];
	if (goal.closedAt !== null || (kind !== 'daily' && kind !== 'weekly')) return [];
	const waiting = decisions.filter(({ status }) => status === 'pending').map(({ question }) => texts.waiting(question));
	const days = daysAhead(now, goal.timeZone, kind === 'daily' ? 1 : 7);
	const ahead = goal.status === 'running' ? stepsOf(goal).filter(({ day }) => days.has(day)) : [];
	const first = formatDay([...days][0] ?? dayOf(now, goal.timeZone), goal.locale);
	const steps = Map.groupBy(ahead, ({ workflowKey }) => workflowKey);
	const planned = [...steps].map(([key, all]) =>
		texts.next(
			workflowName(key, catalog),
			all.reduce((sum, { actions }) => sum + actions, 0),
		),
	);
	return [...(planned.length > 0 ? [texts.nextTitle[kind](first), ...planned] : [texts.nextNothing]), ...waiting];
}

function daysAhead(now: Instant, zone: string, count: number): ReadonlySet<string> {
	const today = DateTime.fromISO(now, { zone });
	return new Set(Array.from({ length: count }, (_, index) => today.plus({ days: index + 1 }).toFormat('yyyy-MM-dd')));
}
