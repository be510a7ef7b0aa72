import type { IExecuteFunctions } from 'n8n-workflow';
import { obstaclesOf } from '../../core/execution/obstacles';
import type { Instant } from '../../core/types';
import { errorJson } from '../shared/errors';
import { goalItem } from '../shared/goalItem';
import type { Routed } from '../shared/items';
import type { ShellResult, TurnResult } from '../shared/loopShell';
import { toItem } from '../shared/snakeCase';
import { OUTPUT } from './outputs';
import { questionItem } from './questionItem';
import { reportItems } from './reportItems';

/**
 * What came of the turns of many goals. One that failed has kept none of the others from theirs; its failure is told beside what
 * came of them where the node continues on fail.
 */
export function routeAll(
	context: Pick<IExecuteFunctions, 'continueOnFail'>,
	results: readonly TurnResult[],
	now: Instant,
): Routed[] {
	const failures = results.flatMap(({ failure }) => failure ?? []);
	if (failures[0] && !context.continueOnFail()) throw failures[0].error;
	return [
		...results.filter(({ failure }) => failure === null).flatMap((result) => routeResult(result, now)),
		...failures.map(({ error }) => ({ output: OUTPUT.result, json: { ...errorJson(error) } })),
	];
}

/** The items that came of feeding a goal: its figures, its runs and what stands in their way, then what follows from them. */
function routeResult(result: ShellResult, now: Instant): Routed[] {
	const { resting, ...retries } = obstaclesOf(result.state, now);
	const json = {
		...goalItem(result.state.goal),
		runs: result.finished.map(toItem),
		stopped_runs: result.stopped.map(({ runId }) => runId),
		unstopped_runs: result.unstopped.map(({ run, error }) => ({ run_id: run.runId, workflow_key: run.workflowKey, error })),
		resting_workflows: resting.map(toItem),
		...toItem(retries),
	};
	return [{ output: OUTPUT.result, json }, ...consequencesOf(result)];
}

/** Questions to ask and reports to send. */
export const consequencesOf = ({ state, requested, reports }: ShellResult): Routed[] => [
	...requested.map((decision) => ({ output: OUTPUT.needsDecision, json: questionItem(decision) })),
	...reports.flatMap((report) => reportItems(report, state.settings)),
];
