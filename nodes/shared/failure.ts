import { retryAfterSeconds } from '../../clients/http/retryAfter';
import type { RunOutcome } from '../../core/commands';
import { isAutopilotError } from '../../core/errors';
import { classifyFailure } from '../../core/execution/classifyFailure';
import type { CatalogEntry, Run } from '../../core/types';

type Failure = Extract<RunOutcome, { kind: 'failed' }>;

const SEARCH_DEPTH = 5;

/** The outcome of a run whose workflow is not in the catalog any more. */
export const unknownWorkflow = (run: Run): Failure => ({
	kind: 'failed',
	error: `The workflow "${run.workflowKey}" is not in workflow_catalog`,
	retryable: false,
	rateLimited: false,
	needsPerson: true,
	notStarted: true,
	executionId: null,
});

/** What a failed workflow tells: its class by the HTTP status of the node that failed, and how long a service asked to wait. */
export function failureOf(entry: CatalogEntry, error: unknown, executionId: string | null = null): Failure {
	const message = error instanceof Error ? error.message : String(error);
	const status = httpStatus(error);
	const unpublished = /not active and cannot be executed/i.test(message);
	const kind = isAutopilotError(error) ? 'fatal' : unpublished ? 'person' : classifyFailure(status);
	const retryAfter = retryAfterOf(error);
	return {
		kind: 'failed',
		error: `Workflow "${entry.name}": ${unpublished ? 'is not published' : message}`.slice(0, 500),
		rateLimited: status === 429,
		retryable: kind === 'retryable',
		needsPerson: kind === 'person',
		notStarted: unpublished,
		...(retryAfter !== null && { retryAfter }),
		executionId: executionId ?? executionIdOf(error),
	};
}

/** n8n hands the child's error over with the HTTP code of its failing node; 0 when there is none. */
function httpStatus(error: unknown): number {
	return isRecord(error) ? Number(error['httpCode']) || 0 : 0;
}

function executionIdOf(error: unknown): string | null {
	const id = isRecord(error) ? error['executionId'] : undefined;
	return typeof id === 'string' ? id : null;
}

/** The `Retry-After` of the answer that failed. n8n keeps it at different depths, by the node that failed. */
function retryAfterOf(error: unknown, depth = SEARCH_DEPTH, seen = new Set<unknown>()): number | null {
	if (!isRecord(error) || depth === 0 || seen.has(error)) return null;
	seen.add(error);
	const header = Object.keys(error).find((key) => key.toLowerCase() === 'retry-after');
	if (header !== undefined) return retryAfterSeconds({ 'retry-after': String(error[header]), date: String(error['date'] ?? '') });
	for (const value of [...Object.values(error), error['cause']]) {
		const found = retryAfterOf(value, depth - 1, seen);
		if (found !== null) return found;
	}
	return null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
