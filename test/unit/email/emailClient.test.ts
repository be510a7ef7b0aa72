import { sendEmail, type SmtpServer } from '../../../clients/email/emailClient';
import { FakeSmtp, type SmtpReplies } from '../../../sandbox/mail/fakeSmtp';

const email = { from: 'autopilot@example.com', to: 'bob@example.com', subject: 'ご判断', text: 'text', html: '<p>html</p>' };

async function deliver(replies: SmtpReplies, more: Partial<SmtpServer> = {}): Promise<FakeSmtp> {
	const smtp = await FakeSmtp.start(replies);
	try {
		const account = { secure: false, disableStartTls: true, user: 'bot', password: 'p4ss-w0rd', hostName: '' };
		await sendEmail({ host: '127.0.0.1', port: smtp.port, ...account, ...more }, email);
	} finally {
		await smtp.stop();
	}
	return smtp;
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
