import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Rule = { readonly path: string; readonly method: string | null; readonly act: 'refuse' | 'holdAnswer' | 'closeAfter' };

interface Call {
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

interface Answer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
}

/**
 * A proxy before n8n: it remembers what passes and may rewrite paths as a reverse proxy does. Closed for some requests, it is an
 * outage of the ledger or of n8n; holding one, it stops time there until n8n has been killed.
 */
export class N8nGate {
	/** Origin of n8n. */
	target = '';
	/** How a path is passed on. */
	rewrite: (path: string) => string = (path) => path;
	private rules: Rule[] = [];
	private readonly held = new Set<ServerResponse>();
	private readonly calls = new Map<string, Call>();
	private readonly answers = new Map<string, Answer>();
	private readonly server = createServer((incoming, outgoing) => this.pass(incoming, outgoing));

	/** Opens a gate on a free port. */
	static async start(): Promise<N8nGate> {
		const gate = new N8nGate();
		await new Promise<void>((listening) => gate.server.listen(0, '127.0.0.1', listening));
		return gate;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Lets everything pass to this n8n. @returns the gate's own URL */
	standBefore(n8nUrl: string): string {
		this.target = n8nUrl;
		return this.url;
	}

	/** Answers 503 to every request whose path contains this, and whose method is this one if one is named: GET is any that reads. */
	refuse(path: string, method: string | null = null): void {
		this.rules.push({ path, method, act: 'refuse' });
	}

	/** Passes such requests on, and keeps the answers to itself. */
	holdAnswer(path: string, method: string | null = null): void {
		this.rules.push({ path, method, act: 'holdAnswer' });
	}

	/** Passes such a request on, and refuses every one below that path from then on: the last thing that got through. */
	closeAfter(path: string, method: string): void {
		this.rules.push({ path, method, act: 'closeAfter' });
	}

	/** Passes everything on again and drops what was held. */
	open(): void {
		this.rules = [];
		for (const outgoing of this.held) outgoing.destroy();
		this.held.clear();
	}

	/** The latest call to a path. */
	recorded(path: string): Call {
		return latest(this.calls, path);
	}

	/** How the latest call to a path was answered. */
	answered(path: string): Answer {
		return latest(this.answers, path);
	}

	async stop(): Promise<void> {
		this.open();
		this.server.closeAllConnections();
		await new Promise<void>((closed) => this.server.close(() => closed()));
	}

	private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => this.passOn(incoming, Buffer.concat(chunks), outgoing));
	}

	private passOn(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
		const { url = '', method = '', headers } = incoming;
		// The ledger reads data tables by asking what an update would change.
		const does = method === 'PATCH' && body.includes('"dryRun":true') ? 'GET' : method;
		const rule = this.rules.find((each) => url.includes(each.path) && (each.method === null || each.method === does));
		if (rule?.act === 'refuse') {
			outgoing.writeHead(503, { 'content-type': 'application/json' }).end('{"message":"The service is told to fail"}');
			return;
		}
		this.calls.set(url, { headers: ownHeaders(headers), body: body.toString('utf8') });
		const passed = request(`${this.target}${this.rewrite(url)}`, { method, headers }, (answer) => {
			const status = answer.statusCode ?? 502;
			this.answers.set(url, { status, headers: answer.headers });
			if (rule?.act === 'closeAfter') this.rules = [{ path: rule.path, method: null, act: 'refuse' }];
			if (rule?.act === 'holdAnswer') {
				answer.resume();
				this.held.add(outgoing);
				return;
			}
			outgoing.writeHead(status, answer.headers);
			answer.pipe(outgoing);
		});
		passed.on('error', () => outgoing.destroy());
		passed.end(body);
	}
}

function latest<T>(of: ReadonlyMap<string, T>, path: string): T {
	const found = of.get(path);
	if (!found) throw new Error(`Nothing passed to ${path}`);
	return found;
}

/** What a caller chose to send, without what belongs to its connection. */
const ownHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
	Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) =>
			typeof value === 'string' && !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name)
				? [[name, value]]
				: [],
		),
	);
