import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '../../../sandbox/n8n/publicApi';

/** Which way an asking workflow went on. */
export type Went = 'approved' | 'rejected' | 'expired';

/** What stands after every question: it notes which way each one went on, and how often. */
export class Witness {
	private readonly seen = new Map<string, Went[]>();
	private readonly heldKeys = new Set<string>();
	private readonly held: ServerResponse[] = [];
	private readonly sent = new Map<string, string[]>();
	private readonly times = new Map<string, number>();
	private readonly server = createServer((incoming, outgoing) => {
		const time = performance.now();
		const [, key = '', went = ''] = (incoming.url ?? '').split('/').map(decodeURIComponent);
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			this.seen.set(key, [...(this.seen.get(key) ?? []), went as Went]);
			this.sent.set(key, [...(this.sent.get(key) ?? []), Buffer.concat(chunks).toString()]);
			this.times.set(key, this.times.get(key) ?? time);
			if (this.heldKeys.has(key)) this.held.push(outgoing);
			else outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{}');
		});
	});

	static async start(): Promise<Witness> {
		const witness = new Witness();
		await new Promise<void>((listening) => witness.server.listen(0, '127.0.0.1', listening));
		return witness;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Every way a question went on, oldest first. */
	of(key: string): readonly Went[] {
		return this.seen.get(key) ?? [];
	}

	/** What was sent with each of them. */
	bodies(key: string): readonly string[] {
		return this.sent.get(key) ?? [];
	}

	/** When a question went on first, by `performance.now()`; `null` while it has not. */
	timeOf(key: string): number | null {
		return this.times.get(key) ?? null;
	}

	forget(key: string): void {
		this.seen.delete(key);
		this.sent.delete(key);
		this.times.delete(key);
	}

	/** Waits until a question has gone on. @returns every way it went */
	async went(key: string): Promise<readonly Went[]> {
		return await until(`the question ${key} to go on`, 30_000, async () => {
			const went = this.of(key);
			return went.length > 0 && went;
		});
	}

	/** Does not answer for this question: the workflow stands still right after its approval. */
	hold(key: string): void {
		this.heldKeys.add(key);
	}

	/** Forgets a question and answers for it again. */
	release(key: string): void {
		this.heldKeys.delete(key);
		this.forget(key);
		for (const outgoing of this.held.splice(0)) outgoing.destroy();
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise<void>((closed) => this.server.close(() => closed()));
	}
}
