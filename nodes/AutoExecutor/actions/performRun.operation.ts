import type { IExecuteFunctions } from 'n8n-workflow';
import { AutopilotError } from '../../../core/errors';
import { readSettings } from '../../../core/settings';
import type { Run } from '../../../core/types';
import { dispatchInProcess } from '../../shared/dispatch';
import { openLedger } from '../../shared/ledger';
import type { Operation } from '../../shared/operation';
import { stopRun } from '../../shared/reconcile';
import { answerOf } from '../../shared/stepAnswer';
import { unknownWorkflow } from '../../shared/failure';
import { OUTPUT } from '../outputs';
import { startedWorkflow } from '../../shared/startedWorkflow';

/**
 * Does a step that was received by webhook, and says how to answer the call: with its result, or with the status, the patience and
 * the class of its failure, as a run in the executor's own process would be told of.
 */
export const performRun: Operation = {
	fields: [
		{
			displayName: 'Run ID',
			name: 'receivedRunId',
			type: 'string',
			default: '={{ $json.run_id }}',
			required: true,
			description: 'The run that this execution has received. The incoming item is what its workflow gets.',
			displayOptions: { show: { operation: ['performRun'] } },
		},
	],
	async execute(context, itemIndex) {
		const { ledger, api } = await openLedger(context, itemIndex);
		const runId = String(context.getNodeParameter('receivedRunId', itemIndex));
		const {
			run_log: runs,
			workflow_catalog: catalog,
			settings,
		} = await ledger.readAll(['run_log', 'workflow_catalog', 'settings']);
		const run = runs.find((known) => known.runId === runId);
		requireReceived(context, runId, run);
		const entry = catalog.find(({ workflowKey }) => workflowKey === run.workflowKey);
		const input = context.getInputData()[itemIndex]?.json ?? {};
		const outcome = entry
			? await dispatchInProcess(context, entry, input, readSettings(settings).maxRunMinutes)
			: unknownWorkflow(run);
		if (outcome.kind === 'unknown') await stopRun(api, startedWorkflow(catalog, run), run).catch(() => undefined);
		const { statusCode, retryAfter, body } = answerOf(runId, outcome);
		return [{ output: OUTPUT.result, json: { status_code: statusCode, retry_after: retryAfter, body } }];
	},
};

/**
 * Only the execution that received a run may do it: nothing else was let through the policy.
 * @throws AutopilotError RUN_NOT_FOUND
 */
function requireReceived(context: IExecuteFunctions, runId: string, run: Run | undefined): asserts run is Run {
	if (run?.status === 'running' && run.executionId === context.getExecutionId()) return;
	throw new AutopilotError(
		'RUN_NOT_FOUND',
		`This execution has not received the run "${runId}"; put Receive Run before this node`,
	);
}
