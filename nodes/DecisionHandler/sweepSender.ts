import { sendEmail } from '../../clients/email/emailClient';
import { parseApprover } from '../../core/decision/approver';
import { emailThreadId } from '../../core/decision/email';
import { splitMessage } from '../../core/decision/splitMessage';
import { reachedAt, receiptOf } from '../../core/decision/sweep/addresses';
import type { Notice } from '../../core/decision/sweep/notice';
import { noticeEmail } from '../../core/decision/sweep/noticeEmail';
import { noticeLines } from '../../core/decision/sweep/noticeLines';
import { isQuiet, quietFor } from '../../core/decision/sweep/quietHours';
import { noticeEvent } from '../../core/decision/webhookEvent';
import { AutopilotError } from '../../core/errors';
import type { Sign } from '../../core/ports';
import type { ChannelReceipt, Instant } from '../../core/types';
import { buttonsFor, type Channels } from './channels';
import { failedTry } from './failedTry';
import { decisionsPageLink } from './pageAddress';
import type { About, Sent } from './sweepPass';

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
				const failed = failedTry(error);
				if (failed.isResting) {
					resting.add(channel);
					break;
				}
				receipts.push(receiptOf(notice, address, sending.now, failed));
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
	const pageLink = (person: string): string | null => decisionsPageLink(decision, person, { sign, settings, resumeUrl, now });
	switch (channel) {
		case 'telegram': {
			if (!channels.telegram) throw new AutopilotError('CHANNEL_FAILED', 'The node has no Telegram credential');
			const parts = splitMessage(noticeLines(purpose, decision, view, now, votes));
			const buttons = purpose === 'expiry' ? [] : buttonsFor(decision, approver, { view, sign, pageLink });
			return await channels.telegram.sendQuestion(to, parts, buttons, isQuiet(now, quietFor(decision, settings, view.timeZone)));
		}
		case 'email': {
			if (!channels.smtp) throw new AutopilotError('CHANNEL_FAILED', 'The node has no SMTP credential');
			const { server, from } = channels.smtp;
			const first = emailThreadId(decision, to, from);
			const thread = reachedAt(decision, approver).includes(address) ? { inReplyTo: first } : { messageId: first };
			await sendEmail(server, { from, to, ...thread, ...noticeEmail(purpose, decision, pageLink(approver), view, now, votes) });
			return {};
		}
		case 'webhook':
			await channels.webhooks(
				to,
				noticeEvent(purpose, decision, { target: to, approver }, view, { page: pageLink(approver), now, votes }),
			);
			return {};
	}
}
