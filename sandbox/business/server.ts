import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseInstant, toInstant, type Clock } from '../shared/clock';
import type { Business } from './business';
import { WORKFLOW_KEYS, type WorkflowKey } from './economy';
import type { BusinessRun } from './model';

const MAX_RUNS = 10_000;
const MAX_DAYS_AHEAD = 400;

const actionsBody = z.object({
	run_id: z.string().min(1).max(255),
	actions: z.number().int().min(0).max(100_000),
	now: z.string().optional(),
});

/** An error of the outside service, in the form `{error: {code, message}}`. */
class ServiceError extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
	) {
		super(message);
	}
}

function isWorkflowKey(key: string): key is WorkflowKey {
	return (WORKFLOW_KEYS as readonly string[]).includes(key);
}

/** What a run brought at once. Sales come later and are seen in Whop. */
function answerOf(run: BusinessRun, currency: string): Record<string, unknown> {
	const figures: Record<WorkflowKey, Record<string, number>> = {
		trial_onboarding: { trials: run.actions },
		affiliate_cold_outreach: { emails: run.actions },
		x_briefing_share: { posts: run.actions },
	};
	const left = run.requested - run.actions;
	return {
		run_id: run.runId,
		workflow_key: run.workflowKey,
		actions: run.actions,
		...figures[run.workflowKey],
		conversions: null,
		revenue: null,
		cost: run.cost,
		currency,
		metrics: figures[run.workflowKey],
		note: left > 0 ? `${left} of ${run.requested} actions left undone: the daily capacity is used up` : null,
		performed_at: toInstant(run.at),
	};
}

/**
 * The outside service that the growth workflows call: `POST /actions/{workflow_key}` with the header Idempotency-Key, and
 * `GET /actions/{run_id}` for callers who lost the answer.
 */
export function installBusinessRoutes(app: FastifyInstance, business: Business, clock: Clock): void {
	app.setErrorHandler(async (error, _request, reply) => {
		if (error instanceof ServiceError) {
			return reply.code(error.status).send({ error: { code: error.code, message: error.message } });
		}
		if (error instanceof z.ZodError || error instanceof RangeError) {
			const message = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
			return reply.code(400).send({ error: { code: 'invalid_request', message } });
		}
		const status =
			error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
		const message = error instanceof Error ? error.message : 'The service failed';
		return reply.code(status).send({ error: { code: status < 500 ? 'invalid_request' : 'internal', message } });
	});

	app.post<{ Params: { key: string } }>('/actions/:key', async (request, reply) => {
		const { key } = request.params;
		if (!isWorkflowKey(key)) throw new ServiceError(404, 'unknown_workflow', `No workflow is called "${key.slice(0, 60)}"`);
		const idempotencyKey = request.headers['idempotency-key'];
		if (typeof idempotencyKey !== 'string' || idempotencyKey === '') {
			throw new ServiceError(400, 'idempotency_key_missing', 'The header Idempotency-Key is missing');
		}
		if (idempotencyKey.length > 255) throw new ServiceError(400, 'idempotency_key_invalid', 'Idempotency-Key is too long');
		const body = actionsBody.parse(request.body);
		const at = body.now === undefined ? clock.now() : parseInstant(body.now);
		if (at > clock.now() + MAX_DAYS_AHEAD * 86_400_000) {
			throw new ServiceError(400, 'invalid_request', `now lies more than ${MAX_DAYS_AHEAD} days ahead of the service's clock`);
		}
		const known = business.state.runs.get(idempotencyKey);
		if (known !== undefined && known.workflowKey !== key) {
			throw new ServiceError(422, 'idempotency_key_reused', `This Idempotency-Key was used for ${known.workflowKey}`);
		}
		if (known === undefined && business.state.runs.size >= MAX_RUNS) {
			throw new ServiceError(507, 'full', `The sandbox keeps at most ${MAX_RUNS} runs`);
		}
		const run = business.perform({ runId: idempotencyKey, workflowKey: key, actions: body.actions, at });
		if (known !== undefined) void reply.header('Idempotency-Replayed', 'true');
		return answerOf(run, business.state.economy.currency);
	});

	app.get<{ Params: { '*': string } }>('/actions/*', async (request) => {
		const run = business.state.runs.get(request.params['*']);
		if (run === undefined) throw new ServiceError(404, 'unknown_run', 'No run has this id');
		return answerOf(run, business.state.economy.currency);
	});

	app.setNotFoundHandler(async (_request, reply) => {
		return reply.code(404).send({ error: { code: 'not_found', message: 'There is nothing at this address' } });
	});
}
