import { emailThreadId, questionEmail } from '../../core/decision/email';
import { parseApprover } from '../../core/decision/approver';
import { questionLines } from '../../core/decision/message';
import { splitMessage } from '../../core/decision/splitMessage';
import { addressesOf, addressOf, reachedAt, receiptOf, type ReachSettings } from '../../core/decision/sweep/addresses';
import type { Notice } from '../../core/decision/sweep/notice';
import { requestedEvent } from '../../core/decision/webhookEvent';
import { AutopilotError } from '../../core/errors';
import type { ChannelReceipt, Decision, Instant } from '../../core/types';
import { sendEmail } from '../../clients/email/emailClient';
import { buttonsFor, type ButtonRules, type Channels } from './channels';
import { failedTry } from './failedTry';

/** What is needed to put a question before somebody. */
export interface Asking extends ButtonRules {
	readonly channels: Channels;
	/** Where approvers are reached, and in which order. */
	readonly settings: ReachSettings;
	/** The signed link with which this approver opens the page of this option. */
	readonly link: (option: string, approver: string) => string;
	/** The execution that waits at those links; `null` where they lead to the decisions page. */
	readonly executionId: string | null;
	/** In quiet hours it arrives without a sound, where a channel knows such a thing. */
	readonly silent: boolean;
	readonly now: Instant;
}

/**
 * Puts the question before every approver who has not got it yet, each at the first of their addresses that takes it. Who has only an
 * e-mail whose links lead to an execution that waits no more gets another one. A channel that fails is noted and does not stop the
 * others.
 * @returns one receipt for each try, in the order of the approvers.
 */
export async function askApprovers(decision: Decision, asking: Asking): Promise<ChannelReceipt[]> {
	const receipts: ChannelReceipt[] = [];
	const leadsHere = ({ reference: { executionId } }: ChannelReceipt): boolean =>
		executionId === undefined || executionId === asking.executionId;
	const alive = { ...decision, channels: decision.channels.filter(leadsHere) };
	for (const approver of decision.approvers) {
		if (reachedAt(alive, approver).length > 0) continue;
		const before = reachedAt(decision, approver);
		for (const address of before.length > 0 ? before : addressesOf(decision, approver, asking.settings)) {
			const notice = {
				purpose: 'question',
				approver,
				addresses: [address],
				tried: triesAt(decision, approver, address),
			} as const;
			const receipt = await ask(decision, notice, address, asking);
			receipts.push(receipt);
			if (receipt.status === 'sent') break;
		}
	}
	return receipts;
}

/** How often the question was tried at one address of an approver. */
const triesAt = ({ channels }: Decision, approver: string, address: string): number =>
	channels.find((receipt) => addressOf(receipt) === address && (receipt.standsFor ?? address) === approver)?.attempts ?? 0;

async function ask(decision: Decision, notice: Notice, address: string, asking: Asking): Promise<ChannelReceipt> {
	const { channel, address: to } = parseApprover(address);
	try {
		return receiptOf(notice, address, asking.now, { reference: await ASK[channel](decision, to, notice.approver, asking) });
	} catch (error) {
		// The sweep comes back to it once more, whatever the reason: by then the person may have opened the chat with the bot.
		return receiptOf(notice, address, asking.now, { error: failedTry(error).error });
	}
}

type Ask = (decision: Decision, to: string, approver: string, asking: Asking) => Promise<ChannelReceipt['reference']>;

const byTelegram: Ask = async (decision, userId, approver, { channels, ...rules }) => {
	if (!channels.telegram) throw new AutopilotError('CHANNEL_FAILED', 'The node has no Telegram credential');
	// In a private chat the chat's id is the user's id.
	return await channels.telegram.sendQuestion(
		userId,
		splitMessage(questionLines(decision, rules.view)),
		buttonsFor(decision, approver, rules),
		rules.silent,
	);
};

const byEmail: Ask = async (decision, to, approver, { channels, view, link, pageLink, executionId }) => {
	if (!channels.smtp) throw new AutopilotError('CHANNEL_FAILED', 'The node has no SMTP credential');
	const links = new Map(decision.options.map(({ key }) => [key, link(key, approver)]));
	const message = questionEmail(decision, { options: links, page: pageLink(approver) }, view);
	const first = emailThreadId(decision, to, channels.smtp.from);
	// Mail servers drop a second message with the id of the first.
	const thread = reachedAt(decision, approver).length > 0 ? { inReplyTo: first } : { messageId: first };
	await sendEmail(channels.smtp.server, { from: channels.smtp.from, to, ...thread, ...message });
	return executionId === null ? {} : { executionId };
};

const byWebhook: Ask = async (decision, target, approver, { channels, view, pageLink }) => {
	await channels.webhooks(target, requestedEvent(decision, { target, approver }, view, pageLink(approver)));
	return {};
};

const ASK = { telegram: byTelegram, email: byEmail, webhook: byWebhook } as const;
