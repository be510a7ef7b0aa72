import { createServer, type AddressInfo, type Server } from 'node:net';
import { sendEmail, type SmtpServer } from '../../../clients/email/emailClient';

/** An SMTP server of a few lines: greets, takes one message, keeps what it was given. */
function smtp(replies: { rcpt?: string; auth?: string } = {}): { server: Server; received: string[]; auth: string[] } {
	const received: string[] = [];
	const auth: string[] = [];
	const server = createServer((socket) => {
		let data: string | null = null;
		let buffer = '';
		const say = (line: string): void => void socket.write(`${line}\r\n`);
		say('220 ready');
		socket.on('data', (chunk) => {
			buffer += chunk.toString();
			for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
				const line = buffer.slice(0, end);
				buffer = buffer.slice(end + 2);
				if (data !== null && line !== '.') data += `${line}\n`;
				else if (data !== null) {
					received.push(data);
					data = null;
					say('250 taken');
				} else if (line.startsWith('EHLO')) socket.write('250-test\r\n250 AUTH PLAIN\r\n');
				else if (line.startsWith('AUTH')) {
					auth.push(Buffer.from(line.split(' ')[2] ?? '', 'base64').toString());
					say(replies.auth ?? '235 welcome');
				} else if (line.startsWith('RCPT')) say(replies.rcpt ?? '250 ok');
				else if (line === 'DATA') {
					data = '';
					say('354 go on');
				} else if (line === 'QUIT') socket.end('221 bye\r\n');
				else say('250 ok');
			}
		});
		socket.on('error', () => undefined);
	});
	return { server, received, auth };
}

const email = { from: 'autopilot@example.com', to: 'bob@example.com', subject: 'ご判断', text: 'text', html: '<p>html</p>' };

async function deliver(
	replies: Parameters<typeof smtp>[0],
	more: Partial<SmtpServer> = {},
): Promise<{ received: string[]; auth: string[] }> {
	const { server, received, auth } = smtp(replies);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		const { port } = server.address() as AddressInfo;
		const account = { secure: false, disableStartTls: true, user: 'bot', password: 'p4ss-w0rd', hostName: '' };
		await sendEmail({ host: '127.0.0.1', port, ...account, ...more }, email);
	} finally {
		await new Promise((resolve) => server.close(resolve));
	}
	return { received, auth };
}

describe('the e-mail client', () => {
	it('signs in and delivers text and HTML', async () => {
		const { received, auth } = await deliver({});
		expect(auth).toEqual(['\u0000bot\u0000p4ss-w0rd']);
		expect(received).toHaveLength(1);
		expect(received[0]).toContain('To: bob@example.com');
		expect(received[0]).toContain('multipart/alternative');
		expect(received[0]).toContain('<p>html</p>');
	});

	it('does not sign in without a user', async () => {
		expect((await deliver({}, { user: '' })).auth).toEqual([]);
	});

	it.each([
		['an unknown receiver', { rcpt: '550 no such user' }, 'EENVELOPE 550'],
		['a wrong password', { auth: '535 not you, p4ss-w0rd' }, 'EAUTH 535'],
	])('says what went wrong with %s, without the password', async (_what, replies, expected) => {
		const error: unknown = await deliver(replies).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ code: 'CHANNEL_FAILED' });
		expect(String(error)).toContain(expected);
		expect(String(error)).not.toContain('p4ss-w0rd');
	});

	it('fails where nobody listens', async () => {
		await expect(
			sendEmail(
				{ host: '127.0.0.1', port: 1, secure: false, disableStartTls: true, user: '', password: '', hostName: '' },
				email,
			),
		).rejects.toMatchObject({ code: 'CHANNEL_FAILED' });
	});
});
