import type { Settings } from '../../settings';
import { addSeconds } from '../../time';
import type { ChannelReceipt, Decision, Instant } from '../../types';
import { parseApprover } from '../approver';
import type { Notice } from './notice';

/** The settings that say where approvers are reached. */
export type ReachSettings = Pick<Settings, 'approverChannels' | 'channelOrder'>;

/** How long to wait after a failed try before the same address is tried again, in seconds; then the next address has its turn. */
const BACKOFF_SECONDS = [60, 300] as const;
/** Tries at one address; a refusal that will not change counts as all of them. */
export const MAX_ATTEMPTS = BACKOFF_SECONDS.length + 1;

/**
 * Where a person is reached, in the order tried: as the question says, else as the setting CHANNEL_ORDER says. Addresses of one channel,
 * and of channels that neither names, keep the order of APPROVER_CHANNELS, in which the person's own address is the first.
 */
export function addressesOf(decision: Decision, approver: string, settings: ReachSettings): readonly string[] {
	const addresses = settings.approverChannels.find(([person]) => person === approver) ?? [approver];
	const order = decision.channelOrder.length > 0 ? decision.channelOrder : settings.channelOrder;
	const rank = (address: string): number => {
		const place = order.indexOf(parseApprover(address).channel);
		return place < 0 ? order.length : place;
	};
	return addresses.toSorted((one, other) => rank(one) - rank(other));
}

/** The address that a message went to, as `telegram:123`. */
export const addressOf = ({ channel, approver }: ChannelReceipt): string => `${channel}:${approver}`;

/** The approver for whom a message was, wherever it went. */
const personOf = (receipt: ChannelReceipt): string => receipt.standsFor ?? addressOf(receipt);

/** The message that puts the question, not a reminder of it or its end. */
const isQuestion = ({ purpose }: ChannelReceipt): boolean => purpose === undefined || purpose === 'escalation';

/** The addresses at which an approver has the question. */
export const reachedAt = ({ channels }: Decision, approver: string): string[] =>
	channels.filter((receipt) => receipt.status === 'sent' && isQuestion(receipt) && personOf(receipt) === approver).map(addressOf);

/** How an approver comes to be asked: from the start, or because nobody before answered. */
export const purposeFor = ({ channels }: Decision, approver: string): 'question' | 'escalation' =>
	channels.some((receipt) => receipt.purpose === 'escalation' && personOf(receipt) === approver) ? 'escalation' : 'question';

/** Which address of an approver is to be tried next, and when. */
export interface Attempt {
	readonly address: string;
	/** Tries before this one. */
	readonly tried: number;
	readonly due: Instant;
	readonly purpose: 'question' | 'escalation';
}

/**
 * The next try to reach an approver who has not got the question yet: the same address after a growing pause, then the next one.
 * `null` when they have it, or when every address was tried often enough.
 */
export function nextAttempt(decision: Decision, approver: string, settings: ReachSettings): Attempt | null {
	if (reachedAt(decision, approver).length > 0) return null;
	const receipts = decision.channels.filter((receipt) => isQuestion(receipt) && personOf(receipt) === approver);
	const purpose = purposeFor(decision, approver);
	for (const address of addressesOf(decision, approver, settings)) {
		const receipt = receipts.find((candidate) => addressOf(candidate) === address);
		if (!receipt) return { address, tried: 0, due: decision.askedAt, purpose };
		const tried = receipt.attempts ?? 1;
		const pause = BACKOFF_SECONDS[tried - 1];
		if (pause !== undefined) return { address, tried, due: addSeconds(receipt.triedAt ?? decision.askedAt, pause), purpose };
	}
	return null;
}

/** What came of one try: the place of the message, or the failure. `isFinal`: trying this address again is of no use. */
export type TryResult =
	| { readonly reference: ChannelReceipt['reference'] }
	| { readonly error: string; readonly isFinal?: boolean };

/** The receipt of a message of the sweep at one of the approver's addresses. */
export function receiptOf(notice: Notice, address: string, now: Instant, result: TryResult): ChannelReceipt {
	const { channel, address: approver } = parseApprover(address);
	const failed = 'error' in result;
	return {
		channel,
		approver,
		status: failed ? 'failed' : 'sent',
		reference: failed ? {} : result.reference,
		error: failed ? result.error : null,
		...(notice.purpose !== 'question' && { purpose: notice.purpose }),
		...(address !== notice.approver && { standsFor: notice.approver }),
		triedAt: now,
		attempts: failed && result.isFinal ? MAX_ATTEMPTS : notice.tried + 1,
	};
}

/** The receipts with that of one more message: it takes the place of an earlier try of the same, a reminder stands for itself. */
export function withReceipt(receipts: readonly ChannelReceipt[], added: ChannelReceipt): ChannelReceipt[] {
	const replaces = (other: ChannelReceipt): boolean =>
		isQuestion(added) && isQuestion(other) && addressOf(other) === addressOf(added) && personOf(other) === personOf(added);
	return [...receipts.filter((receipt) => !replaces(receipt)), added];
}

/** Whether nobody has the question and nobody will get it: every address of every approver was tried often enough. */
export const isUnreachable = (decision: Decision, settings: ReachSettings): boolean =>
	decision.approvers.every(
		(approver) => reachedAt(decision, approver).length === 0 && nextAttempt(decision, approver, settings) === null,
	);
