import { AutopilotError } from '../../../core/errors';
import { readStepResult } from '../../../core/execution/readStepResult';
import type { RunStatus } from '../../../core/types';
import type { Operation } from '../../shared/operation';
import { refuseAgents } from '../../shared/refuseAgents';
import { toItem } from '../../shared/snakeCase';
import { OUTPUT } from '../outputs';
import { routeAll } from '../routeAll';
import { openSession } from '../session';

/** A result that comes for one of these settles the run; for one that has ended it only tells what it did and cost. */
const OPEN: ReadonlySet<RunStatus> = new Set<RunStatus>(['scheduled', 'running', 'unknown']);

/** Takes the result of a run that was started by webhook and answered 202, or whose cost became known later. */
export const recordResult: Operation = {
	fields: [
		{
			displayName: 'Run ID',
			name: 'runId',
			type: 'string',
			default: '={{ $json.run_id }}',
			required: true,
			description:
				'The run the incoming item is the result of. The item holds actions, conversions, revenue, cost and metrics, as far as they are known.',
			displayOptions: { show: { operation: ['recordResult'] } },
		},
	],
	async execute(context, itemIndex) {
		refuseAgents(context, 'Only the workflow that did a step hands its result over: budgets and learning rest on it');
		const { ledger, snapshot, now, feed } = await openSession(context, itemIndex);
		const runId = String(context.getNodeParameter('runId', itemIndex));
		const run = snapshot.runs.find((known) => known.runId === runId);
		const goal = run && snapshot.goals.find(({ goalId }) => goalId === run.goalId);
		if (!run || !goal) throw new AutopilotError('RUN_NOT_FOUND', `There is no run "${runId}" in the ledger`);
		const result = readStepResult(run.workflowKey, context.getInputData()[itemIndex]?.json ?? {});
		if (OPEN.has(run.status)) {
			const outcome = { kind: 'succeeded', result, executionId: null } as const;
			return routeAll(context, await feed([goal], { type: 'RunFinished', runId, outcome }), now);
		}
		const { actions, conversions, revenue, cost } = result;
		const known = Object.entries({ actions, conversions, revenue, cost }).filter(([, value]) => value !== null);
		await ledger.update('run_log', [{ key: runId, values: Object.fromEntries(known) }]);
		return [{ output: OUTPUT.result, json: toItem({ ...run, ...Object.fromEntries(known) }) }];
	},
};
