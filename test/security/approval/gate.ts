import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Rule = { readonly path: string; readonly method: string | null; readonly act: 'refuse' | 'holdAnswer' | 'closeAfter' };

/**
 * A proxy between the pack's nodes and n8n's own API and waiting webhooks. Closed for some requests, it is an outage of the ledger;
 * holding one, it stops time there until n8n has been killed.
 */
export class Gate {
	/** Origin of n8n. */
	target = '';
	private rules: Rule[] = [];
	private readonly held = new Set<ServerResponse>();
	private readonly server = createServer((incoming, outgoing) => this.pass(incoming, outgoing));

	static async start(): Promise<Gate> {
		const gate = new Gate();
		await new Promise<void>((listening) => gate.server.listen(0, '127.0.0.1', listening));
		return gate;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
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
		const { url = '', method = '' } = incoming;
		// The ledger reads data tables by asking what an update would change.
		const does = method === 'PATCH' && body.includes('"dryRun":true') ? 'GET' : method;
		const rule = this.rules.find((each) => url.includes(each.path) && (each.method === null || each.method === does));
		if (rule?.act === 'refuse') {
			outgoing.writeHead(503, { 'content-type': 'application/json' }).end('{"message":"The service is told to fail"}');
			return;
		}
		const passed = request(`${this.target}${url}`, { method, headers: incoming.headers }, (answer) => {
			if (rule?.act === 'closeAfter') this.rules = [{ path: rule.path, method: null, act: 'refuse' }];
			if (rule?.act === 'holdAnswer') {
				answer.resume();
				this.held.add(outgoing);
				return;
			}
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		});
		passed.on('error', () => outgoing.destroy());
		passed.end(body);
	}
}
