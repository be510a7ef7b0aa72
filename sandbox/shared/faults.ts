import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export const SERVICES = ['business', 'whop', 'telegram', 'sheets'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** What goes wrong with the next matching requests of a service. `status`, `drop` and `loseResponse` exclude one another. */
export interface Fault {
	readonly service: ServiceName;
	/** How many requests it hits. Default 1. */
	readonly count?: number;
	/** Answers with this HTTP status instead of doing the work. */
	readonly status?: number;
	/** Seconds, told to the caller in the way the service does. */
	readonly retryAfter?: number;
	/** Milliseconds to wait before anything else happens. */
	readonly delay?: number;
	/** Does the work, then waits this many milliseconds before it answers. */
	readonly delayAnswer?: number;
	/** Closes the connection without doing the work. */
	readonly drop?: boolean;
	/** Does the work, then closes the connection instead of answering. */
	readonly loseResponse?: boolean;
	/** Only requests whose URL (without the host) contains this text, ignoring case. */
	readonly path?: string;
	/** Only requests with this HTTP method. */
	readonly method?: string;
}

/** A fault with what is left of it. */
export interface PendingFault extends Fault {
	readonly remaining: number;
}

/** One answered (or refused) request. Query strings, headers and bodies are not kept. */
export interface RequestRecord {
	readonly service: ServiceName;
	readonly method: string;
	readonly path: string;
	/** 0 when the connection was closed without an answer. */
	readonly status: number;
}

/** The answer a service gives when it is told to fail. */
export interface FaultAnswer {
	readonly body: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

const RECORDS_KEPT = 5_000;

/** The switchboard of what goes wrong, and the log of what was asked. */
export class Faults {
	private pending: PendingFault[] = [];
	private records: RequestRecord[] = [];
	private counts = new Map<ServiceName, number>();

	/** @throws RangeError when the fault contradicts itself or does nothing */
	add(fault: Fault): void {
		if (!SERVICES.includes(fault.service)) throw new RangeError(`No service is called "${String(fault.service)}"`);
		const outcomes = [fault.status !== undefined, fault.drop === true, fault.loseResponse === true].filter(Boolean).length;
		if (outcomes > 1) throw new RangeError('A fault has one of status, drop and loseResponse');
		if (outcomes === 0 && fault.delay === undefined && fault.delayAnswer === undefined)
			throw new RangeError('A fault needs status, drop, loseResponse, delay or delayAnswer');
		if (fault.status !== undefined && !(fault.status >= 400 && fault.status <= 599)) {
			throw new RangeError('The status of a fault is between 400 and 599');
		}
		const remaining = fault.count ?? 1;
		if (!(Number.isInteger(remaining) && remaining > 0)) throw new RangeError('The count of a fault is a positive whole number');
		this.pending.push({ ...fault, remaining });
	}

	clear(service?: ServiceName): void {
		this.pending = service === undefined ? [] : this.pending.filter((fault) => fault.service !== service);
	}

	list(): readonly PendingFault[] {
		return this.pending;
	}

	/** The oldest fault that applies, used up by one. */
	take(service: ServiceName, method: string, url: string): Fault | null {
		const index = this.pending.findIndex(
			(fault) =>
				fault.service === service &&
				(fault.method === undefined || fault.method.toUpperCase() === method) &&
				(fault.path === undefined || url.toLowerCase().includes(fault.path.toLowerCase())),
		);
		const fault = this.pending[index];
		if (fault === undefined) return null;
		if (fault.remaining <= 1) this.pending.splice(index, 1);
		else this.pending[index] = { ...fault, remaining: fault.remaining - 1 };
		return fault;
	}

	record(record: RequestRecord): void {
		this.records.push(record);
		if (this.records.length > RECORDS_KEPT) this.records.splice(0, this.records.length - RECORDS_KEPT);
		this.counts.set(record.service, (this.counts.get(record.service) ?? 0) + 1);
	}

	/** The latest requests, oldest first. */
	requests(service?: ServiceName): readonly RequestRecord[] {
		return service === undefined ? this.records : this.records.filter((record) => record.service === service);
	}

	/** Requests per service since the start or the last `reset`. */
	requestCounts(): Record<ServiceName, number> {
		const count = (service: ServiceName): number => this.counts.get(service) ?? 0;
		return { business: count('business'), whop: count('whop'), telegram: count('telegram'), sheets: count('sheets') };
	}

	reset(): void {
		this.pending = [];
		this.records = [];
		this.counts = new Map();
	}
}

/** A request that stands still does not keep a process from ending. */
const wait = (millis: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, millis).unref());

function closeConnection(request: FastifyRequest, reply: FastifyReply): void {
	reply.hijack();
	request.raw.socket.destroy();
}

export interface FaultHooks {
	readonly service: ServiceName;
	readonly faults: Faults;
	/** Requests that never fail and are not logged: the emulator's own pages and controls. */
	readonly exempt: (url: string) => boolean;
	/** The path as it goes into the log: secrets in it must be removed here. */
	readonly loggedPath: (path: string) => string;
	readonly answer: (status: number, retryAfter: number | undefined, request: FastifyRequest) => FaultAnswer;
}

/** Makes a server fail as told, before its own handlers run. */
export function installFaults(app: FastifyInstance, hooks: FaultHooks): void {
	const responsesToLose = new WeakSet<FastifyRequest>();
	const answersToDelay = new WeakMap<FastifyRequest, number>();
	const log = (request: FastifyRequest, status: number): void => {
		const path = hooks.loggedPath(request.url.split('?')[0] ?? '');
		hooks.faults.record({ service: hooks.service, method: request.method, path, status });
	};

	app.addHook('onRequest', async (request, reply) => {
		if (hooks.exempt(request.url)) return;
		const fault = hooks.faults.take(hooks.service, request.method, request.url);
		if (fault === null) return;
		if (fault.delay !== undefined) await wait(fault.delay);
		if (fault.drop === true) {
			log(request, 0);
			closeConnection(request, reply);
			return;
		}
		if (fault.loseResponse === true) responsesToLose.add(request);
		if (fault.delayAnswer !== undefined) answersToDelay.set(request, fault.delayAnswer);
		if (fault.status !== undefined) {
			const answer = hooks.answer(fault.status, fault.retryAfter, request);
			await reply
				.code(fault.status)
				.headers(answer.headers ?? {})
				.send(answer.body);
		}
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const delay = answersToDelay.get(request);
		if (delay !== undefined) await wait(delay);
		if (!responsesToLose.has(request)) return payload;
		log(request, 0);
		closeConnection(request, reply);
		return payload;
	});

	app.addHook('onResponse', async (request, reply) => {
		if (!hooks.exempt(request.url) && !responsesToLose.has(request)) log(request, reply.statusCode);
	});
}
