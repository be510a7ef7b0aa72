import type { LoopState } from '../commands';
import type { ReportTexts } from '../locale/report';
import { localMinute } from '../time';
import type { Run } from '../types';
import { workflowName } from './workflowName';

/** What was under way and is stopped, or that nothing was. */
export function stoppedLines(stopped: readonly Run[], { goal, catalog }: LoopState, texts: ReportTexts): string[] {
	if (stopped.length === 0) return [texts.stoppedNothing];
	const line = ({ workflowKey, startedAt, params }: Run): string =>
		texts.stopped(
			workflowName(workflowKey, catalog),
			Number(params['actions'] ?? 0),
			startedAt && localMinute(startedAt, goal.timeZone),
		);
	return [texts.stoppedTitle, ...stopped.map(line)];
}
