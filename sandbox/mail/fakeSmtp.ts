import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What the server says instead of its usual answers. */
export interface SmtpReplies {
	readonly rcpt?: string;
	readonly auth?: string;
}

/** An SMTP server of a few lines on loopback: greets, takes messages, keeps what it was given. */
export class FakeSmtp {
	/** Messages as they came, headers and all. */
	readonly received: string[] = [];
	/** Decoded user names and passwords. */
	readonly auth: string[] = [];
	/** Closes every connection before greeting. */
	down = false;
	/** Says nothing more from here on: before the greeting, or once a message is taken. */
	stopsAt: 'greeting' | 'taken' | null = null;
	/** How many connections came to the point where it stops. */
	stopped = 0;
	private readonly server: Server;

	private constructor(private readonly replies: SmtpReplies) {
		this.server = createServer((socket) => this.serve(socket));
	}

	static async start(replies: SmtpReplies = {}): Promise<FakeSmtp> {
		const smtp = new FakeSmtp(replies);
		await new Promise<void>((resolve) => smtp.server.listen(0, '127.0.0.1', resolve));
		return smtp;
	}

	get port(): number {
		return (this.server.address() as AddressInfo).port;
	}

	async stop(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}

	private stops(at: 'greeting' | 'taken'): boolean {
		if (this.stopsAt !== at) return false;
		this.stopped += 1;
		return true;
	}

	private serve(socket: Socket): void {
		let data: string | null = null;
		let buffer = '';
		const take = (line: string): string | null => {
			if (data !== null && line !== '.') {
				// A sender doubles the dot that begins a line (RFC 5321, 4.5.2).
				data += `${line.replace(/^\./, '')}\n`;
				return null;
			}
			if (data !== null) {
				this.received.push(data);
				data = null;
				return this.stops('taken') ? null : '250 taken';
			}
			if (line.startsWith('EHLO')) return '250-test\r\n250 AUTH PLAIN';
			if (line.startsWith('AUTH')) {
				this.auth.push(Buffer.from(line.split(' ')[2] ?? '', 'base64').toString());
				return this.replies.auth ?? '235 welcome';
			}
			if (line.startsWith('RCPT')) return this.replies.rcpt ?? '250 ok';
			if (line === 'DATA') data = '';
			return line === 'DATA' ? '354 go on' : '250 ok';
		};
		socket.on('error', () => undefined);
		if (this.down) {
			socket.destroy();
			return;
		}
		if (!this.stops('greeting')) socket.write('220 ready\r\n');
		socket.on('data', (chunk) => {
			buffer += chunk.toString();
			for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
				const answer = take(buffer.slice(0, end));
				buffer = buffer.slice(end + 2);
				if (answer !== null) socket.write(`${answer}\r\n`);
			}
		});
	}
}
