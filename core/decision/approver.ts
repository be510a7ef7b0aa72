import { AutopilotError } from '../errors';
import type { ChannelName } from '../types';

/** Who may answer, and over which channel they are reached. */
export interface Approver {
	readonly channel: ChannelName;
	/** Telegram user id, e-mail address in lower case, or name of a webhook target of the Autopilot API credential. */
	readonly address: string;
}

/** Reads a reference to an approver; `null` for anything else. */
function readApprover(reference: string): Approver | null {
	const telegram = /^telegram:([1-9]\d{0,18})$/i.exec(reference.trim());
	if (telegram?.[1]) return { channel: 'telegram', address: telegram[1] };
	const email = /^email:([^\s@:<>]+@[^\s@:<>]+\.[^\s@:<>]+)$/i.exec(reference.trim());
	if (email?.[1]) return { channel: 'email', address: email[1].toLowerCase() };
	const webhook = /^webhook:([a-z0-9][a-z0-9_-]{0,31})$/i.exec(reference.trim());
	return webhook?.[1] ? { channel: 'webhook', address: webhook[1].toLowerCase() } : null;
}

/**
 * Reads `telegram:123456789`, `email:someone@example.com` or `webhook:team-chat`. A webhook is named and never given by its URL:
 * approvers stand in the ledger, and such a URL is a secret.
 * @throws AutopilotError DECISION_INVALID, naming the entry.
 */
export function parseApprover(reference: string): Approver {
	const approver = readApprover(reference);
	if (approver) return approver;
	const shown = /^webhook:/i.test(reference.trim()) ? 'webhook:…' : reference.slice(0, 60);
	throw new AutopilotError(
		'DECISION_INVALID',
		`The approver "${shown}" is neither telegram:<numeric user id> nor email:<address> nor webhook:<name of a webhook target>`,
	);
}

/** Who asked, in the form of approvers where it is one, so that the two can be compared. */
export function requesterReference(reference: string): string {
	const approver = readApprover(reference);
	return approver ? approverReference(approver) : reference.trim();
}

/** The form in which approvers are stored and compared. */
export const approverReference = ({ channel, address }: Approver): string => `${channel}:${address}`;

/**
 * Distinct approvers in canonical form, in the order given.
 * @throws AutopilotError APPROVERS_MISSING when there are none: an empty list must never mean "anybody".
 */
export function readApprovers(references: readonly string[]): string[] {
	const distinct = new Set(references.filter((text) => text.trim() !== '').map((text) => approverReference(parseApprover(text))));
	if (distinct.size === 0)
		throw new AutopilotError('APPROVERS_MISSING', 'The question names no approver, so nobody could answer it');
	return [...distinct];
}
