import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { SmtpServer } from '../../clients/email/emailClient';

/** The server of the SMTP credential, `null` when the node has none. */
export async function openSmtp(context: IExecuteFunctions | IWebhookFunctions): Promise<SmtpServer | null> {
	if (!context.getNode().credentials?.smtp) return null;
	const smtp = await context.getCredentials('smtp');
	return {
		host: String(smtp.host),
		port: Number(smtp.port),
		secure: smtp.secure === true,
		disableStartTls: smtp.disableStartTls === true,
		user: String(smtp.user ?? ''),
		password: String(smtp.password ?? ''),
		hostName: String(smtp.hostName ?? ''),
	};
}
