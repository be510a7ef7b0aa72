import { AutopilotError } from '../../core/errors';

/** How to reach an SMTP server: the fields of n8n's `smtp` credential that matter. */
export interface SmtpServer {
	readonly host: string;
	readonly port: number;
	/** TLS from the first byte; otherwise STARTTLS where the server offers it. */
	readonly secure: boolean;
	readonly disableStartTls: boolean;
	readonly user: string;
	readonly password: string;
	/** Name we greet the server with; empty for the library's choice. */
	readonly hostName: string;
}

/** A text file that comes with a message. */
export interface Attachment {
	readonly filename: string;
	readonly contentType: string;
	readonly content: string;
}

export interface Email {
	readonly from: string;
	readonly to: string;
	readonly subject: string;
	readonly text: string;
	readonly html: string;
	readonly attachments?: readonly Attachment[];
	/** Ids of this message and of the one it follows, without angle brackets, so that mail programs show both in one thread. */
	readonly messageId?: string;
	readonly inReplyTo?: string;
}

const TIMEOUT_MS = 30_000;

/**
 * Sends one message over SMTP. There is no second try: nobody knows whether a server that went silent has taken the message.
 * @throws AutopilotError CHANNEL_FAILED with the kind of failure; never with the user name or password.
 */
export async function sendEmail(server: SmtpServer, email: Email): Promise<void> {
	const { createTransport } = await import('nodemailer');
	const transport = createTransport({
		host: server.host,
		port: server.port,
		secure: server.secure,
		ignoreTLS: server.disableStartTls,
		...(server.hostName && { name: server.hostName }),
		...(server.user && { auth: { user: server.user, pass: server.password } }),
		connectionTimeout: TIMEOUT_MS,
		greetingTimeout: TIMEOUT_MS,
		socketTimeout: TIMEOUT_MS,
		// What is sent is ours alone: nothing is read from a file or fetched from a URL that a text might name.
		disableFileAccess: true,
		disableUrlAccess: true,
	});
	try {
		const { inReplyTo, attachments = [], ...message } = email;
		await transport.sendMail({
			...message,
			attachments: [...attachments],
			...(inReplyTo !== undefined && { inReplyTo, references: inReplyTo }),
		});
	} catch (error) {
		throw asChannelError(error);
	} finally {
		transport.close();
	}
}

function asChannelError(error: unknown): AutopilotError {
	const part = (name: string): string => {
		const value: unknown = error instanceof Error ? new Map<string, unknown>(Object.entries(error)).get(name) : undefined;
		return typeof value === 'string' || typeof value === 'number' ? ` ${value}` : '';
	};
	return new AutopilotError('CHANNEL_FAILED', `The e-mail could not be sent (SMTP${part('code')}${part('responseCode')})`, {
		channel: 'email',
	});
}
