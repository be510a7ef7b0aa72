import type { FastifyInstance } from 'fastify';
import type { FakeSmtp } from './fakeSmtp';
import { readMail } from './readMail';

/** The page at `/mail`: what the workflows sent, newest first. Plain text, so that nothing in a mail is ever markup. */
export function installMailPage(app: FastifyInstance, smtp: FakeSmtp): void {
	app.get('/mail', async (_request, reply) => {
		const mails = smtp.received.map(readMail).reverse();
		const page = mails.map(({ from, to, subject, text }) => `From: ${from}\nTo: ${to}\nSubject: ${subject}\n\n${text}\n`);
		return reply
			.headers({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' })
			.type('text/plain; charset=utf-8')
			.send(page.length === 0 ? 'No mail yet.\n' : page.join(`\n${'─'.repeat(60)}\n\n`));
	});
}
