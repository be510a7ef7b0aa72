import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call that went through the gate. */
export interface Call {
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** Stands before n8n, overhears what passes, and can be made to answer 503 to everything. */
export interface ApiGate {
	readonly url: string;
	/** Lets everything pass to this n8n. @returns the gate's own URL */
	standBefore(n8nUrl: string): string;
	down: boolean;
	/** How a path is passed on, as a reverse proxy may rewrite it. */
	rewrite: (path: string) => string;
	/** The latest call to a path. */
	recorded(path: string): Call;
	/** How the latest call to a path was answered. */
	answered(path: string): { readonly status: number; readonly headers: IncomingHttpHeaders };
	stop(): Promise<void>;
}

/** Opens a gate on a free port. */
export async function apiGate(): Promise<ApiGate> {
	const calls = new Map<string, Call>();
	const answers = new Map<string, ReturnType<ApiGate['answered']>>();
	let target = '';
	const server = createServer((incoming, outgoing) => {
		if (gate.down) {
			outgoing.writeHead(503, { 'content-type': 'application/json' }).end('{"message":"down"}');
			return;
		}
		const { method, headers, url = '' } = incoming;
		const passed = request(`${target}${gate.rewrite(url)}`, { method, headers }, (answer) => {
			answers.set(url, { status: answer.statusCode ?? 502, headers: answer.headers });
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		});
		passed.on('error', () => outgoing.destroy());
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => calls.set(url, { headers: ownHeaders(headers), body: Buffer.concat(chunks).toString('utf8') }));
		incoming.pipe(passed);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const { port } = server.address() as AddressInfo;
	const gate: ApiGate = {
		url: `http://127.0.0.1:${port}`,
		standBefore: (n8nUrl) => {
			target = n8nUrl;
			return gate.url;
		},
		down: false,
		rewrite: (path) => path,
		recorded: (path) => {
			const call = calls.get(path);
			if (!call) throw new Error(`Nobody called ${path}`);
			return call;
		},
		answered: (path) => {
			const answer = answers.get(path);
			if (!answer) throw new Error(`Nothing answered ${path}`);
			return answer;
		},
		stop: () => new Promise<void>((closed) => (server.closeAllConnections(), server.close(() => closed()))),
	};
	return gate;
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
