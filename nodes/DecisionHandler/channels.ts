import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { SmtpServer } from '../../clients/email/emailClient';
import {
	canBeButton,
	type TelegramButton,
	type TelegramClient,
	type TelegramMessage,
} from '../../clients/telegram/telegramClient';
import { encodeCallback } from '../../core/decision/callbackData';
import { mark, outcomeLines, questionLines } from '../../core/decision/message';
import { cleanLine } from '../../core/decision/safeText';
import { splitMessage } from '../../core/decision/splitMessage';
import { countedVotes } from '../../core/decision/tally';
import { optionName, type DecisionView } from '../../core/decision/view';
import { closedEvent } from '../../core/decision/webhookEvent';
import type { Sign } from '../../core/ports';
import type { AnswerRecord, Decision } from '../../core/types';
import { openSmtp } from '../shared/smtp';
import { openTelegram } from '../shared/telegramTransport';
import { openWebhooks, type PostToTarget } from '../shared/webhookTargets';

/** The ways to reach people that the node's credentials give. */
export interface Channels {
	readonly telegram: TelegramClient | null;
	readonly webhooks: PostToTarget;
	readonly smtp: { readonly server: SmtpServer; readonly from: string } | null;
}

const LONGEST_BUTTON = 40;

/** Opens the channels whose credential the node has. */
export async function openChannels(context: IExecuteFunctions | IWebhookFunctions, fromEmail: string): Promise<Channels> {
	const telegram = await openTelegram(context);
	const webhooks = await openWebhooks(context);
	const server = await openSmtp(context);
	return { telegram, webhooks, smtp: server && { server, from: fromEmail } };
}

/** What the buttons under a question are made with. */
export interface ButtonRules {
	readonly view: DecisionView;
	readonly sign: Sign;
	/** The signed link with which this approver opens the decisions page; `null` where there is none. */
	readonly pageLink: (approver: string) => string | null;
}

/** One button for each option, signed for this approver, and one that opens the decisions page. */
export function buttonsFor(decision: Decision, reference: string, { view, sign, pageLink }: ButtonRules): TelegramButton[] {
	const options = decision.options.map((option) => ({
		text: cleanLine(`${mark(option)} ${optionName(option)}`, LONGEST_BUTTON),
		data: encodeCallback(decision, option.key, reference, sign),
	}));
	const page = pageLink(reference);
	return page !== null && canBeButton(page) ? [...options, { text: view.texts.openPage, url: page }] : options;
}

/**
 * Shows in every chat where the question stands what became of it.
 * @returns how many messages show it now. A message that cannot be edited keeps its buttons, which answer what was decided.
 */
export async function showOutcome(decision: Decision, telegram: TelegramClient | null, view: DecisionView): Promise<number> {
	const [html = ''] = splitMessage(outcomeLines(decision, view));
	return await editEverywhere(decision, telegram, async (client, message) => await client.editOutcome(message, html));
}

/**
 * Shows in every chat how many approvals an open question has. Who has voted sees no buttons any more, who has not keeps them.
 * @returns how many messages show it now.
 */
export async function showProgress(
	decision: Decision,
	votes: readonly AnswerRecord[],
	telegram: TelegramClient | null,
	rules: ButtonRules,
): Promise<number> {
	const html = splitMessage(questionLines(decision, rules.view, votes)).at(-1) ?? '';
	const voted = new Set(countedVotes(decision, votes).map(({ approver }) => approver));
	return await editEverywhere(decision, telegram, async (client, message, person) => {
		const buttons = voted.has(person) ? [] : buttonsFor(decision, person, rules);
		await client.editQuestion(message, html, buttons);
	});
}

async function editEverywhere(
	{ channels }: Decision,
	telegram: TelegramClient | null,
	edit: (client: TelegramClient, message: TelegramMessage, person: string) => Promise<void>,
): Promise<number> {
	let shown = 0;
	for (const { approver, reference, status } of channels) {
		// Only a message in Telegram has a place where it can be edited, and nobody's chat stands for another person.
		if (!telegram || status !== 'sent' || reference.chatId === undefined || reference.messageId === undefined) continue;
		try {
			await edit(telegram, { chatId: reference.chatId, messageId: reference.messageId }, `telegram:${approver}`);
			shown++;
		} catch {
			// The record has it; a message that cannot show it is counted out, and the others are still to be edited.
		}
	}
	return shown;
}

/**
 * Tells the services behind the webhooks that were asked what became of the question, each once: what they showed cannot be edited.
 * @returns how many took it. That one did not changes nothing of what is on record.
 */
export async function postOutcome(
	decision: Decision,
	webhooks: PostToTarget,
	view: DecisionView,
	at = decision.answeredAt ?? decision.deadline,
): Promise<number> {
	let taken = 0;
	const asked = decision.channels.filter(({ channel, status }) => channel === 'webhook' && status === 'sent');
	for (const target of new Set(asked.map(({ approver }) => approver))) {
		try {
			await webhooks(target, closedEvent(decision, target, view, at));
			taken++;
		} catch {
			// Counted out; the others are still to be told.
		}
	}
	return taken;
}
