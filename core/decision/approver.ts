import { AutopilotError } from '../errors';

/** Who may answer, and over which channel they are reached. */
export interface Approver {
	readonly channel: 'telegram' | 'email';
	/** Telegram user id, or e-mail address in lower case. */
	readonly address: string;
}

/**
 * Reads `telegram:123456789` or `email:someone@example.com`.
 * @throws AutopilotError DECISION_INVALID, naming the entry.
 */
export function parseApprover(reference: string): Approver {
	const telegram = /^telegram:([1-9]\d{0,18})$/i.exec(reference.trim());
	if (telegram?.[1]) return { channel: 'telegram', address: telegram[1] };
	const email = /^email:([^\s@:<>]+@[^\s@:<>]+\.[^\s@:<>]+)$/i.exec(reference.trim());
	if (email?.[1]) return { channel: 'email', address: email[1].toLowerCase() };
	throw new AutopilotError(
		'DECISION_INVALID',
		`The approver "${reference.slice(0, 60)}" is neither telegram:<numeric user id> nor email:<address>`,
	);
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
