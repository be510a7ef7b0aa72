import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';
import type { RunOutcome } from '../../core/commands';
import type { StepResult } from '../../core/types';

/** How a webhook that starts a step answers: what *Perform Run* says, and who called reads. */
export interface StepAnswer {
	readonly statusCode: number;
	/** Seconds, for the header `Retry-After`; `null`: none was asked for. */
	readonly retryAfter: number | null;
	readonly body: IDataObject;
}

/** Made when it is used: n8n loads this file for a node's description. */
const failureShape = () =>
	z.object({
		error: z.string(),
		retryable: z.boolean(),
		rate_limited: z.boolean(),
		needs_person: z.boolean(),
		not_started: z.boolean(),
		status: z.number().optional(),
		retry_after: z.number().min(0).optional(),
		cost: z.number().min(0).optional(),
	});
const toldShape = () => z.object({ run_id: z.string(), failure: failureShape().optional(), unknown: z.string().optional() });
/** What a call is answered that *Receive Run* did not take. */
const refusalShape = () =>
	z.object({
		run_id: z.string(),
		not_started: z.literal(true),
		retryable: z.boolean(),
		error: z.object({ message: z.string() }),
	});

/** The outcome of a run as an answer: its result with 200, a failure with its own status and class, or 504 where nobody knows. */
export function answerOf(runId: string, outcome: RunOutcome): StepAnswer {
	switch (outcome.kind) {
		case 'succeeded':
			return { statusCode: 200, retryAfter: null, body: { run_id: runId, ...fieldsOf(outcome.result) } };
		case 'unknown':
			return { statusCode: 504, retryAfter: null, body: { run_id: runId, unknown: outcome.error } };
		case 'failed': {
			const { error, retryable, rateLimited, needsPerson = false, notStarted = false, status, retryAfter, cost } = outcome;
			const said: z.infer<ReturnType<typeof failureShape>> = {
				error,
				retryable,
				rate_limited: rateLimited,
				needs_person: needsPerson,
				not_started: notStarted,
				...(status !== undefined && { status }),
				...(retryAfter !== undefined && { retry_after: retryAfter }),
				...(cost !== undefined && { cost }),
			};
			const statusCode = status !== undefined && status >= 400 ? status : 500;
			return { statusCode, retryAfter: retryAfter ?? null, body: { run_id: runId, failure: said } };
		}
	}
}

const fieldsOf = ({ actions, conversions, revenue, cost, metrics, note }: StepResult): IDataObject => {
	return { actions, conversions, revenue, cost, metrics: { ...metrics }, note };
};

/** The outcome that an answer tells in these words; `null` where it does not speak of this run so. */
export function toldOutcome(runId: string, body: Readonly<Record<string, unknown>>): RunOutcome | null {
	const { success, data } = toldShape().safeParse(body);
	if (!success || data.run_id !== runId) return null;
	if (data.unknown !== undefined) return { kind: 'unknown', error: data.unknown.slice(0, 500) };
	if (data.failure === undefined) return null;
	const { error, retryable, rate_limited, needs_person, not_started, status, retry_after, cost } = data.failure;
	return {
		kind: 'failed',
		error: error.slice(0, 500),
		retryable,
		rateLimited: rate_limited,
		needsPerson: needs_person,
		notStarted: not_started,
		executionId: null,
		...(status !== undefined && { status }),
		...(retry_after !== undefined && { retryAfter: retry_after }),
		...(cost !== undefined && { cost }),
	};
}

/** The outcome where an answer says in these words that the call for this run was refused, so that who received it starts nothing; else `null`. */
export function toldRefusal(runId: string, body: Readonly<Record<string, unknown>>): RunOutcome | null {
	const { success, data } = refusalShape().safeParse(body);
	if (!success || data.run_id !== runId) return null;
	const { retryable, error } = data;
	return {
		kind: 'failed',
		error: `Its call was refused: ${error.message}`.slice(0, 500),
		retryable,
		rateLimited: false,
		needsPerson: !retryable,
		notStarted: true,
		executionId: null,
	};
}
