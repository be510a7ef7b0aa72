import { chatLocale, shortInstruction } from '../../core/chat/goalList';
import { CHAT_TEXTS } from '../../core/locale/chat';
import { workflowName } from '../../core/report/workflowName';
import type { Locale, Run } from '../../core/types';
import type { TurnResult } from '../shared/loopShell';
import { toldMessage } from '../shared/errors';

/** What the brake stopped, and what it could not: the goals by their instructions, the runs by their workflows. */
export function stopLines(results: readonly TurnResult[], person: Locale): string[] {
	const texts =
		CHAT_TEXTS[
			chatLocale(
				results.map(({ state }) => state.goal),
				person,
			)
		];
	const failed = results.flatMap((result) => (result.failure ? [{ ...result, ...result.failure }] : []));
	const instructionOf = ({ state }: TurnResult): string => shortInstruction(state.goal);
	// Of a goal that was closed before only a run that was still under way is told.
	const stopped = results.filter(({ failure, state }) => failure === null && state.goal.closedAt === null);
	const goesOn = results.flatMap(({ state, unstopped }) =>
		unstopped.map(({ run, error }) => texts.unstopped(workflowName(run.workflowKey, state.catalog), run.executionId, error)),
	);
	const namesOf = (isWanted: (run: Run) => boolean): string[] =>
		results.flatMap(({ state, stopped: runs }) =>
			runs.filter(isWanted).map(({ workflowKey }) => workflowName(workflowKey, state.catalog)),
		);
	const workflows = namesOf(({ startedAt }) => startedAt !== null);
	const unbegun = namesOf(({ startedAt }) => startedAt === null);
	const reason = failed.map(({ error }) => toldMessage(error))[0] ?? '';
	return [
		...texts.stopped(stopped.map(instructionOf), workflows, unbegun, failed.length + goesOn.length === 0),
		...goesOn,
		...(failed.length > 0 ? [texts.notStopped(failed.map(instructionOf), reason)] : []),
	];
}
