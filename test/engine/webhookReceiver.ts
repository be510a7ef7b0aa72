import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** An event as a receiver reads it. */
export interface ReceivedEvent {
	readonly id: string;
	readonly type: string;
	readonly timestamp: string;
	readonly text: string;
	readonly data: {
		readonly status: string;
		readonly page_url: string | null;
		readonly answered_by: string | null;
	};
}

/** A service behind a webhook target: takes events, and reads only those whose signature is right. */
export class WebhookReceiver {
	/** What it answers with. */
	status = 200;
	private readonly received: { headers: Record<string, string>; body: string }[] = [];

	private constructor(
		private readonly server: Server,
		private readonly name: string,
	) {}

	/** @param name that of the webhook target in the Autopilot API credential. */
	static async start(name: string): Promise<WebhookReceiver> {
		const server = createServer();
		const receiver = new WebhookReceiver(server, name);
		server.on('request', (request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const headers = Object.fromEntries(Object.entries(request.headers).map(([header, value]) => [header, String(value)]));
				receiver.received.push({ headers, body: Buffer.concat(chunks).toString() });
				response.writeHead(receiver.status).end();
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return receiver;
	}

	private readonly secret = `whsec_${Buffer.from('a-secret-of-24-characters').toString('base64')}`;

	/** Its entry in the credential's webhook targets. */
	get target(): { name: string; format: string; url: string; secret: string } {
		const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/services/url-secret`;
		return { name: this.name, format: 'json', url, secret: this.secret };
	}

	/** What arrived, checked as a receiver should check it. */
	events(): ReceivedEvent[] {
		return this.received.map(({ body, headers }) => ({
			...(new Webhook(this.secret).verify(body, headers) as Omit<ReceivedEvent, 'id'>),
			id: headers['webhook-id'] ?? '',
		}));
	}

	forget(): void {
		this.received.length = 0;
		this.status = 200;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}
