import type { IExecuteFunctions } from 'n8n-workflow';
import { scrub } from '../../clients/http/scrub';
import type { RunOutcome } from '../../core/commands';
import { AutopilotError, isAutopilotError } from '../../core/errors';
import type { CatalogEntry, Instant, Run, Step } from '../../core/types';
import { stepInput, outcomeOf } from './dispatch';
import { failureOf } from './failure';
import { signedHeaders } from './standardWebhook';
import { usableSecret } from './signing';
import { toldOutcome, toldRefusal } from './stepAnswer';
import type { FullResponse } from './rawRequest';

/** Long enough for a workflow that answers when it has finished; longer ones answer 202 at once and are told of later. */
const ANSWER_WITHIN_MS = 60_000;

/** Answers of a gateway or of n8n itself that lost sight of a workflow which may be at work, or may have ended well. */
const hasLostSight = (status: number): boolean => status === 408 || status >= 500;

/** Answers that come before the workflow begins: nobody listens (n8n answers 404), or the call is refused. */
const NOT_BEGUN: ReadonlySet<number> = new Set([401, 403, 404]);

/**
 * Starts the workflow of a step by a signed webhook, which n8n's queue mode gives to any worker. The workflow answers with its
 * result, or with 202 and hands the result over later (Auto Executor: Record Result); until then its execution can be looked up.
 * @param isReceived whether somebody has received the call, though its answer is a refusal: a gateway that got no answer in time may have
 * sent it twice.
 * @returns `null` when it was accepted and will be told of later.
 */
export async function dispatchByWebhook(
	context: IExecuteFunctions,
	entry: CatalogEntry,
	run: Run,
	step: Step,
	now: Instant,
	isReceived: () => Promise<boolean>,
): Promise<RunOutcome | null> {
	try {
		return await outcomeOfAnswer(entry, run, await call(context, entry, run, step, now), isReceived);
	} catch (error) {
		// Without an address or a secret nothing was sent.
		if (isAutopilotError(error)) return { ...failureOf(entry, error), needsPerson: true, notStarted: true };
		// The connection broke or the answer took too long: it may be at work.
		const message = scrub(error instanceof Error ? error.message : String(error));
		return { kind: 'unknown', error: `Workflow "${entry.name}": no answer from its webhook (${message})`.slice(0, 500) };
	}
}

async function call(context: IExecuteFunctions, entry: CatalogEntry, run: Run, step: Step, now: Instant): Promise<FullResponse> {
	const url = checkedUrl(entry);
	// Whoever receives it takes the run over from this execution, which can be done once.
	const body = JSON.stringify({ ...stepInput(run, step, now), attempt: run.attempts, execution_id: run.executionId });
	const secret = usableSecret((await context.getCredentials('autopilotApi')).signingSecret);
	return await context.helpers.httpRequest({
		url,
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'idempotency-key': run.runId,
			...signedHeaders(secret, `${run.runId}/${run.attempts}`, body, new Date()),
		},
		body,
		json: false,
		timeout: ANSWER_WITHIN_MS,
		disableFollowRedirect: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	});
}

async function outcomeOfAnswer(
	entry: CatalogEntry,
	run: Run,
	{ statusCode, headers, body }: FullResponse,
	isReceived: () => Promise<boolean>,
): Promise<RunOutcome | null> {
	const answer = parsed(body);
	// A step that failed may say so with the status of a refusal, or of a call that was received before.
	const told = answer && toldOutcome(run.runId, answer);
	if (told) return told;
	const refused = answer && toldRefusal(run.runId, answer);
	if (refused) return await unlessReceived(entry, refused, isReceived);
	// 409: the call was received before, so somebody is at it.
	if (statusCode === 202 || statusCode === 409) return null;
	if (statusCode >= 200 && statusCode < 300) {
		return answer ? outcomeOf(entry, null, answer) : failureOf(entry, nonsense(entry));
	}
	if (hasLostSight(statusCode)) {
		return { kind: 'unknown', error: `Workflow "${entry.name}": no answer of its own from its webhook (HTTP ${statusCode})` };
	}
	const error = Object.assign(new Error('its webhook refused'), { httpCode: String(statusCode), headers });
	const notStarted = NOT_BEGUN.has(statusCode);
	const failed = { ...failureOf(entry, error), notStarted, needsPerson: notStarted };
	return notStarted ? await unlessReceived(entry, failed, isReceived) : failed;
}

/** A refusal counts where nobody has received the call. Where that cannot be found out, nobody knows. */
async function unlessReceived(entry: CatalogEntry, refused: RunOutcome, isReceived: () => Promise<boolean>): Promise<RunOutcome> {
	const mayBeAtWork = await isReceived().catch(() => true);
	const error = `Workflow "${entry.name}": its webhook refused a call that somebody may have received before`;
	return mayBeAtWork ? { kind: 'unknown', error } : refused;
}

const nonsense = ({ workflowKey }: CatalogEntry): AutopilotError =>
	new AutopilotError('WORKFLOW_RESULT_INVALID', `The webhook of "${workflowKey}" answered something that is no JSON object`);

function checkedUrl({ workflowKey, webhookUrl }: CatalogEntry): string {
	const url = webhookUrl !== null && URL.canParse(webhookUrl) ? new URL(webhookUrl) : null;
	if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return url.href;
	throw new AutopilotError('PARAMETER_INVALID', `The webhook_url of "${workflowKey}" in workflow_catalog is no web address`);
}

/** The answer as the step contract has it: one object, or a list whose first item counts, as n8n answers. `null`: anything else. */
function parsed(body: unknown): Record<string, unknown> | null {
	const value = typeof body === 'string' ? fromJson(body) : body;
	const first: unknown = Array.isArray(value) ? value[0] : value;
	return typeof first === 'object' && first !== null ? { ...first } : null;
}

function fromJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
