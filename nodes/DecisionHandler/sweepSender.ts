import { sendEmail } from '../../clients/email/emailClient';
import { parseApprover } from '../../core/decision/approver';
import { encodeCallback } from '../../core/decision/callbackData';
import { mark } from '../../core/decision/message';
import { cleanLine } from '../../core/decision/safeText';
import { splitMessage } from '../../core/decision/splitMessage';
import { receiptOf } from '../../core/decision/sweep/addresses';
import type { Notice } from '../../core/decision/sweep/notice';
import { noticeEmail } from '../../core/decision/sweep/noticeEmail';
import { noticeLines } from '../../core/decision/sweep/noticeLines';
import { optionName } from '../../core/decision/view';
import { AutopilotError, isAutopilotError } from '../../core/errors';
import type { Sign } from '../../core/ports';
import type { ChannelReceipt, Instant } from '../../core/types';
import type { Channels } from './channels';
import { decisionsPageLink } from './pageAddress';
import type { About, Sent } from './sweepPass';

const LONGEST_BUTTON = 40;
/** Telegram's answers that no later try will change: the chat is unknown, or the person has blocked the bot. */
const FINAL_STATUS: ReadonlySet<unknown> = new Set([400, 403]);

/** What is needed to send the messages of a sweep. */
export interface Sending {
	readonly channels: Channels;
	readonly sign: Sign;
	/** A resume URL of this very execution: the decisions page lives beside it. */
	readonly resumeUrl: string;
	readonly now: Instant;
}

/**
 * Sends messages of a sweep, each to the first address that takes it. A service that asks to come back later is left alone for the
 * rest of the pass.
 */
export function sweepSender(sending: Sending): (notice: Notice, about: About) => Promise<Sent> {
	const resting = new Set<string>();
	return async (notice, about) => {
		const receipts: ChannelReceipt[] = [];
		for (const address of notice.addresses) {
			const { channel } = parseApprover(address);
			if (resting.has(channel)) break;
			try {
				const reference = await send(sending, notice, address, about);
				receipts.push(receiptOf(notice, address, sending.now, { reference }));
				break;
			} catch (error) {
				const { details = {}, message } = isAutopilotError(error) ? error : { message: 'unexpected failure' };
				if (typeof details.retryAfterSeconds === 'number') {
					resting.add(channel);
					break;
				}
				receipts.push(receiptOf(notice, address, sending.now, { error: message, isFinal: FINAL_STATUS.has(details.status) }));
			}
		}
		return { notice, receipts };
	};
}

async function send(
	{ channels, sign, resumeUrl, now }: Sending,
	{ purpose, approver }: Notice,
	address: string,
	{ decision, view, votes, settings }: About,
): Promise<ChannelReceipt['reference']> {
	const { channel, address: to } = parseApprover(address);
	const page = decisionsPageLink(decision, approver, { sign, settings, resumeUrl, now });
	if (channel === 'email') {
		if (!channels.smtp) throw new AutopilotError('CHANNEL_FAILED', 'The node has no SMTP credential');
		const { server, from } = channels.smtp;
		await sendEmail(server, { from, to, ...noticeEmail(purpose, decision, page, view, now, votes) });
		return {};
	}
	if (channel === 'webhook') throw new AutopilotError('CHANNEL_FAILED', 'The node has no such webhook target');
	if (!channels.telegram) throw new AutopilotError('CHANNEL_FAILED', 'The node has no Telegram credential');
	const parts = splitMessage(noticeLines(purpose, decision, view, now, votes));
	const buttons = decision.options.map((option) => ({
		text: cleanLine(`${mark(option)} ${optionName(option)}`, LONGEST_BUTTON),
		data: encodeCallback(decision, option.key, approver, sign),
	}));
	return await channels.telegram.sendQuestion(to, parts, purpose === 'expiry' ? [] : buttons);
}
