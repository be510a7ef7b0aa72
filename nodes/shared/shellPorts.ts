import { type IExecuteFunctions, sleep } from 'n8n-workflow';
import type { N8nApiClient } from '../../clients/n8nApi/client';
import { AutopilotError } from '../../core/errors';
import type { CatalogEntry, Instant, Run } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import type { LedgerSnapshot } from '../../ledger/loopState';
import { dispatchInProcess, stepInput, timePassed } from './dispatch';
import { dispatchByWebhook } from './dispatchByWebhook';
import { unknownWorkflow } from './failure';
import { rememberingApi } from './rememberingApi';
import { reconcile, stopRun } from './reconcile';
import { BEGIN_WITHIN_MS, type ShellPorts } from './shellTypes';
import { sha256 } from './signing';
import { startedWorkflow } from './startedWorkflow';

/** Connects the loop's shell to this execution, its sub-workflows and n8n's executions API. */
export function shellPorts(
	context: IExecuteFunctions,
	ledger: Ledger,
	api: N8nApiClient,
	snapshot: LedgerSnapshot,
	now: Instant,
): ShellPorts {
	const entryOf = (run: Run): CatalogEntry | undefined =>
		snapshot.catalog.find(({ workflowKey }) => workflowKey === run.workflowKey);
	const remembering = rememberingApi(api);
	let look = rememberingApi(api);
	const opened = performance.now();
	return {
		ledger,
		snapshot,
		now,
		elapsed: () => performance.now() - opened,
		wait: timePassed,
		hash: sha256,
		executionId: context.getExecutionId(),
		dispatch: async (run, step) => {
			const entry = entryOf(run);
			if (!entry) return unknownWorkflow(run);
			if (entry.webhookUrl !== null) {
				return dispatchByWebhook(context, entry, run, step, now, async () => {
					const [row] = await ledger.read('run_log', { runId: run.runId });
					return row?.attempts !== run.attempts || row.receivedAt !== null;
				});
			}
			const outcome = await dispatchInProcess(context, entry, stepInput(run, step, now), snapshot.settings.maxRunMinutes);
			// What went past its time or went to sleep is stopped at once; how it ended is looked up by the next tick.
			if (outcome.kind === 'unknown') await stopRun(api, startedWorkflow(snapshot.catalog, run), run).catch(() => undefined);
			return outcome;
		},
		reconcile: async (run) => {
			const { maxRunMinutes } = snapshot.settings;
			return reconcile(remembering, startedWorkflow(snapshot.catalog, run), run, { maxRunMinutes, now });
		},
		stop: async (run) => {
			const workflow = startedWorkflow(snapshot.catalog, run);
			if (workflow.workflowId === null) throw new AutopilotError('WORKFLOW_UNKNOWN', unknownWorkflow(run).error);
			return await stopRun(api, workflow, run, look);
		},
		letBegin: async () => {
			await sleep(BEGIN_WITHIN_MS);
			look = rememberingApi(api);
		},
	};
}
