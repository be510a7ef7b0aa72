import { Webhook } from 'standardwebhooks';
import { AutopilotError } from '../../core/errors';

/**
 * The headers of the Standard Webhooks specification (webhook-id, webhook-timestamp, webhook-signature) over the exact body. The
 * key is the text of the Signing Secret of the Autopilot API credential.
 * @param id the same for every delivery of one attempt of a run.
 */
export function signedHeaders(secret: string, id: string, body: string, at: Date): Record<string, string> {
	return {
		'webhook-id': id,
		'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
		'webhook-signature': new Webhook(secret, { format: 'raw' }).sign(id, at, body),
	};
}

/**
 * Checks the headers of a call against its raw body.
 * @throws AutopilotError WEBHOOK_REFUSED when one is missing, forged or more than five minutes off.
 */
export function verifySigned(secret: string, headers: Readonly<Record<string, string>>, body: string): void {
	try {
		new Webhook(secret, { format: 'raw' }).verify(body, { ...headers }, { jsonParse: false });
	} catch (error) {
		throw refused(error);
	}
}

const refused = (error: unknown): AutopilotError =>
	new AutopilotError('WEBHOOK_REFUSED', `The call was refused: ${error instanceof Error ? error.message : 'not signed'}`);
