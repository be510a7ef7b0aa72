import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Control } from './control';
import { SERVICES } from './shared/faults';

const instantBody = z.object({ now: z.string() });
const advanceBody = z.object({ to: z.string() });
const factor = z.number().min(0).optional();
const scenarioBody = z.strictObject({
	costMultiplier: factor,
	conversionMultiplier: factor,
	organicMultiplier: factor,
	refundMultiplier: factor,
	capacityMultiplier: factor,
});
const faultBody = z.strictObject({
	service: z.enum(SERVICES),
	count: z.number().int().positive().optional(),
	status: z.number().int().min(400).max(599).optional(),
	retryAfter: z.number().min(0).optional(),
	delay: z.number().min(0).optional(),
	delayAnswer: z.number().min(0).optional(),
	drop: z.boolean().optional(),
	loseResponse: z.boolean().optional(),
	path: z.string().optional(),
	method: z.string().optional(),
});
const serviceQuery = z.object({ service: z.enum(SERVICES).optional() });
const userQuery = z.object({ user: z.coerce.number().int() });
const rangeQuery = z.object({ from: z.string(), to: z.string() });
const tapBody = z.object({
	message_id: z.number().int(),
	button: z.union([z.string(), z.number().int()]),
	user: z.number().int(),
	chat: z.number().int().optional(),
});
const typeBody = z.object({ text: z.string().min(1), user: z.number().int(), reply_to: z.number().int().optional() });
const userBody = z.object({ user: z.number().int(), first_name: z.string(), language_code: z.string().optional() });
const blockBody = z.object({ user: z.number().int(), blocked: z.boolean().optional() });
const quotaBody = z.object({
	readsPerMinute: z.number().int().positive().nullable(),
	writesPerMinute: z.number().int().positive().nullable(),
});

/** Leaves out what is `undefined`, which zod puts into optional fields. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
	return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as {
		[K in keyof T]: Exclude<T[K], undefined>;
	};
}

/** The control over HTTP, for callers in other processes: the same acts as `Control`, JSON in and out, under `/control`. */
export function installControlRoutes(app: FastifyInstance, control: Control): void {
	app.get('/control/state', async () => control.state());
	app.post('/control/clock', async (request) => ({ now: control.setClock(instantBody.parse(request.body).now) }));
	app.post('/control/advance', async (request) => ({ now: control.advance(advanceBody.parse(request.body).to) }));
	app.post('/control/scenario', async (request) => control.scenario(defined(scenarioBody.parse(request.body))));
	app.post('/control/reset', async () => {
		control.reset();
		return control.state();
	});

	app.get('/control/faults', async () => control.faults());
	app.post('/control/faults', async (request) => {
		control.addFault(defined(faultBody.parse(request.body)));
		return control.faults();
	});
	app.delete('/control/faults', async (request) => {
		control.clearFaults(serviceQuery.parse(request.query).service);
		return control.faults();
	});

	app.get('/control/counters', async () => Object.fromEntries(control.counters()));
	app.get('/control/calls', async () => Object.fromEntries(control.calls()));
	app.get('/control/requests', async (request) => control.requests(serviceQuery.parse(request.query).service));
	app.get('/control/revenue', async (request) => {
		const { from, to } = rangeQuery.parse(request.query);
		return control.revenue(from, to);
	});

	app.get('/control/chat/messages', async (request) => control.chat.messages(userQuery.parse(request.query).user));
	app.get('/control/chat/taps', async (request) => control.chat.taps(userQuery.parse(request.query).user));
	app.get('/control/chat/users', async () => control.chat.users());
	app.post('/control/chat/tap', async (request) => {
		const body = tapBody.parse(request.body);
		return control.chat.tap(body.message_id, body.button, body.user, body.chat ?? body.user);
	});
	app.post('/control/chat/expire-taps', async () => {
		control.chat.expireTaps();
		return {};
	});
	app.post('/control/chat/type', async (request) => {
		const body = typeBody.parse(request.body);
		return { message_id: control.chat.type(body.text, body.user, body.reply_to) };
	});
	app.post('/control/chat/users', async (request) => {
		const body = userBody.parse(request.body);
		control.chat.addUser(body.user, body.first_name, body.language_code);
		return control.chat.users();
	});
	app.post('/control/chat/block', async (request) => {
		const body = blockBody.parse(request.body);
		control.chat.block(body.user, body.blocked ?? true);
		return control.chat.users();
	});

	app.get('/control/sheets/formulas', async () => control.sheets.formulas());
	app.post('/control/sheets/quota', async (request) => {
		control.sheets.setQuota(quotaBody.parse(request.body));
		return {};
	});
}
