import { retryAfterSeconds } from '../../clients/http/retryAfter';
import { scrub } from '../../clients/http/scrub';
import type { RunOutcome } from '../../core/commands';
import { isAutopilotError } from '../../core/errors';
import { classifyFailure } from '../../core/execution/classifyFailure';
import type { CatalogEntry, Run } from '../../core/types';

type Failure = Extract<RunOutcome, { kind: 'failed' }>;

/** The outcome of a run that was about to begin, and whose workflow is not in the catalog any more. */
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
export function failureOf(entry: Pick<CatalogEntry, 'name'>, error: unknown, executionId: string | null = null): Failure {
	const layers = layersOf(error);
	const message = messageOf(error);
	const status = httpStatus(layers);
	const unpublished = /not active and cannot be executed/i.test(message);
	const kind = isAutopilotError(error) ? 'fatal' : unpublished ? 'person' : classifyFailure(status);
	const retryAfter = retryAfterOf(layers);
	const cost = costOf(layers);
	// A step's own workflow may fail with the address or the headers it called with.
	const said = scrub(message);
	const text = unpublished ? 'is not published' : status > 0 ? `${said} (HTTP ${status})` : said;
	return {
		kind: 'failed',
		error: `Workflow "${entry.name}": ${text}`.slice(0, 500),
		rateLimited: status === 429,
		retryable: kind === 'retryable',
		needsPerson: kind === 'person',
		notStarted: unpublished,
		...(retryAfter !== null && { retryAfter }),
		...(cost !== undefined && { cost }),
		...(status > 0 && { status }),
		executionId: executionId ?? executionIdOf(error),
	};
}

type Layer = Readonly<Record<string, unknown>>;

/**
 * The places in which an error may say more than its message. n8n 2.41 hands the error of a sub-workflow over as a new one, which
 * keeps what its node failed with under `errorResponse`, without the headers of the answer. A _Stop and Error_ node keeps its error
 * object under `context.metadata`: a workflow that wants its `retry-after` respected, or what it spent known, hands that on there.
 */
function layersOf(error: unknown): Layer[] {
	const outer = isRecord(error) ? [error, error['errorResponse']].filter(isRecord) : [];
	const declared = outer.map(({ context }) => (isRecord(context) ? context['metadata'] : undefined)).filter(isRecord);
	return [...outer, ...declared, ...outer.map(({ headers }) => headers).filter(isRecord)];
}

/** 0 when the failing node named no HTTP status; a broken connection has a code that is none. */
const httpStatus = (layers: readonly Layer[]): number =>
	layers.map(({ httpCode }) => Number(httpCode)).find((status) => status >= 100 && status <= 599) ?? 0;

/** The `Retry-After` of the answer that failed, in seconds. */
function retryAfterOf(layers: readonly Layer[]): number | null {
	const found = layers.find((layer) => typeof layer['retry-after'] === 'string');
	return found ? retryAfterSeconds({ 'retry-after': String(found['retry-after']), date: String(found['date'] ?? '') }) : null;
}

/** What the failed try says it has cost. Nonsense is no word on it, so what was set aside counts. */
const costOf = (layers: readonly Layer[]): number | undefined =>
	layers.flatMap(({ cost }) => (typeof cost === 'number' && Number.isFinite(cost) && cost >= 0 ? [cost] : []))[0];

function messageOf(error: unknown): string {
	const message = isRecord(error) ? error['message'] : error;
	return typeof message === 'string' ? message : 'failed without a message';
}

function executionIdOf(error: unknown): string | null {
	const id = isRecord(error) ? error['executionId'] : undefined;
	return typeof id === 'string' ? id : null;
}

const isRecord = (value: unknown): value is Layer => typeof value === 'object' && value !== null;
