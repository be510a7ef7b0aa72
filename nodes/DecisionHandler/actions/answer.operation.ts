import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { TelegramClient } from '../../../clients/telegram/telegramClient';
import { approverReference, parseApprover } from '../../../core/decision/approver';
import { decodeCallback } from '../../../core/decision/callbackData';
import { promptTag } from '../../../core/decision/promptTag';
import { escapeHtml } from '../../../core/decision/safeText';
import { readTypedAnswer } from '../../../core/decision/typedAnswer';
import { DECISION_TEXTS } from '../../../core/locale/decision';
import type { Decision, Instant } from '../../../core/types';
import type { Routed } from '../../shared/items';
import type { Operation } from '../../shared/operation';
import { refuseAgents } from '../../shared/refuseAgents';
import { readCurrentTime } from '../../shared/time';
import { answerReply } from '../answerReply';
import { answerTap } from '../answerTap';
import { postOutcome, showOutcome, showProgress } from '../channels';
import { openWebhooks } from '../../shared/webhookTargets';
import { decisionItem } from '../decisionItem';
import { openDesk, requireDecision, type Desk } from '../desk';
import { judge, logAnswer, NOT_AN_ANSWER, type Handled } from '../judge';
import { openTelegram } from '../../shared/telegramTransport';
import { readUpdate, type Reply, type Tap } from '../../shared/telegramUpdate';
import { answerByPage } from '../pageAnswer';
import { decisionsPageLink } from '../pageAddress';

const OUTPUTS = { recorded: 0, refused: 1, not_an_answer: 2 } as const;

const byFields = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { show: { operation: ['answer'], answerSource: ['fields'] } },
});

const fields: INodeProperties[] = [
	{
		displayName: 'Answer Source',
		name: 'answerSource',
		type: 'options',
		options: [
			{
				name: 'Decisions Page',
				value: 'decisionsPage',
				description: 'The input item is a form that the decisions page sent to a webhook',
			},
			{ name: 'Fields', value: 'fields', description: 'The fields below, for a channel of your own' },
			{ name: 'Telegram Update', value: 'telegramUpdate', description: 'The input item is an update of the Telegram Trigger' },
		],
		default: 'telegramUpdate',
		description: 'Where the answer is taken from',
		displayOptions: { show: { operation: ['answer'] } },
	},
	byFields({
		displayName: 'Decision ID',
		name: 'answeredDecisionId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. d_4k2m…',
		description: 'The question that is answered',
	}),
	byFields({
		displayName: 'Option',
		name: 'option',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 1',
		description: 'Number of the chosen option',
	}),
	byFields({
		displayName: 'Approver',
		name: 'approver',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. telegram:123456789',
		description: 'Who answers. Make sure that it is really this person before the item gets here.',
	}),
	byFields({
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		placeholder: 'e.g. 400k',
		description: 'The text or number that goes with the option, where the question asks for one',
	}),
	byFields({
		displayName: 'Reason',
		name: 'reason',
		type: 'string',
		default: '',
		placeholder: 'e.g. Too early',
		description: 'Why, kept with the decision',
	}),
];

/** Takes an answer from a channel, records exactly one outcome, shows it in every chat and wakes the execution that waits. */
export const answer: Operation = {
	fields,
	execute: async (context, itemIndex) => {
		refuseAgents(context, 'An AI agent may ask and list, but only people answer');
		const now = readCurrentTime(context, itemIndex);
		const telegram = await openTelegram(context);
		if (context.getNodeParameter('answerSource', itemIndex, '') === 'decisionsPage') {
			return [
				await answerByPage(context, itemIndex, now, async (desk, handled) =>
					conclude(context, itemIndex, { desk, telegram, update: null, handled, now }),
				),
			];
		}
		const update = readSource(context, itemIndex);
		let handled: Handled | null = null;
		try {
			const desk = await openDesk(context, itemIndex);
			handled = await handle(context, itemIndex, desk, update, now);
			return [await conclude(context, itemIndex, { desk, telegram, update, handled, now })];
		} finally {
			// Nobody must be left with a spinning button: an answer that could not be recorded is said to be none.
			if (!handled && update && isMeantForUs(update))
				await tell(telegram, update, { message: DECISION_TEXTS[update.locale].page.unavailable, alert: true, tag: null });
		}
	},
};

interface Conclusion {
	readonly desk: Desk;
	readonly telegram: TelegramClient | null;
	readonly update: Tap | Reply | null;
	readonly handled: Handled;
	readonly now: Instant;
}

/** Tells the person, logs the answer, shows the outcome, and words all of it as an item. Who waits was woken before. */
async function conclude(
	context: IExecuteFunctions,
	itemIndex: number,
	{ desk, telegram, update, handled, now }: Conclusion,
): Promise<Routed> {
	const { outcome, code, message, decision, view, votes } = handled;
	if (outcome === 'not_an_answer') return { output: OUTPUTS.not_an_answer, json: context.getInputData()[itemIndex]?.json ?? {} };
	const recorded = outcome === 'recorded';
	const closed = decision !== null && decision.status !== 'pending';
	const [told, woken] = await Promise.all([
		tell(telegram, update, { message, alert: !recorded, tag: tagOf(handled, desk) }),
		handled.woken ?? false,
	]);
	// What nobody waits for comes after that.
	const logged = await logAnswer(desk, handled);
	const json: IDataObject = { ...(decision && decisionItem(decision)), outcome, code, message, told, logged };
	if (!decision || !view) return { output: OUTPUTS.refused, json };
	// Whoever answered a closed question saw buttons that should be gone.
	const shown = closed
		? await showOutcome(decision, telegram, view)
		: recorded
			? await showProgress(decision, votes, telegram, {
					view,
					sign: desk.sign,
					pageLink: await pageLinks(context, desk, decision, now),
				})
			: 0;
	const posted = closed && recorded ? await postOutcome(decision, await openWebhooks(context), view) : 0;
	return {
		output: recorded ? OUTPUTS.recorded : OUTPUTS.refused,
		json: { ...json, woken, messages_edited: shown, webhooks_told: posted },
	};
}

/** The links to the decisions page under a question that stands. */
async function pageLinks(
	context: IExecuteFunctions,
	desk: Desk,
	decision: Decision,
	now: Instant,
): Promise<(approver: string) => string | null> {
	// The host is this n8n's own word, never that of a cell: the link answers in the approver's name.
	const address = { sign: desk.sign, settings: await desk.settings(), resumeUrl: context.getSignedResumeUrl(), now };
	return (approver) => decisionsPageLink(decision, approver, address);
}

/** Whether an update looks like an answer to one of our questions, before any of them is looked at. */
const isMeantForUs = (update: Tap | Reply): boolean =>
	update.type === 'tap' ? decodeCallback(update.data) !== null : update.replyTo !== null || readTypedAnswer(update.text) !== null;

/** The tap or reply in the input item; `null` where the fields hold the answer, or where there is none. */
function readSource(context: IExecuteFunctions, itemIndex: number): Tap | Reply | null {
	if (context.getNodeParameter('answerSource', itemIndex, 'telegramUpdate') === 'fields') return null;
	return readUpdate(context.getInputData()[itemIndex]?.json ?? {});
}

async function handle(
	context: IExecuteFunctions,
	itemIndex: number,
	desk: Desk,
	update: Tap | Reply | null,
	now: Instant,
): Promise<Handled> {
	if (update) return update.type === 'tap' ? answerTap(desk, update, now) : answerReply(desk, update, now);
	if (context.getNodeParameter('answerSource', itemIndex, 'telegramUpdate') !== 'fields') return NOT_AN_ANSWER;
	const text = (name: string): string => String(context.getNodeParameter(name, itemIndex, '')).trim();
	const decision = await requireDecision(desk.ledger, text('answeredDecisionId'));
	const approver = approverReference(parseApprover(text('approver')));
	const answer = { approver, option: text('option'), value: text('value') || null, reason: text('reason') || null };
	return judge(desk, decision, answer, { at: now, channel: 'fields' });
}

/** What a person is told. With a tag it asks for a value, and a reply to it is that value. */
interface Said {
	readonly message: string;
	readonly alert: boolean;
	readonly tag: string | null;
}

/** Where a value is missing or cannot be read it is asked for again, as long as the question stands. */
const tagOf = ({ code, decision }: Handled, { sign }: Desk): string | null =>
	decision && (code === 'value_missing' || code === 'value_invalid') ? promptTag(decision.decisionId, sign) : null;

/**
 * Tells the person what came of it: a tapped button is always answered, a typed message gets a reply.
 * @returns whether it got through. That it did not changes nothing of what was recorded.
 */
async function tell(
	telegram: TelegramClient | null,
	update: Tap | Reply | null,
	{ message, alert, tag }: Said,
): Promise<boolean> {
	if (!telegram || !update) return false;
	const html = escapeHtml(tag === null ? message : `${message}\n${tag}`);
	try {
		if (update.type === 'reply') await telegram.sendText(update.chatId, html, update.messageId, tag !== null);
		else {
			await telegram.answerCallback(update.queryId, message, alert);
			// In a private chat the chat's id is the user's id.
			if (tag !== null) await telegram.sendText(update.userId, html, undefined, true);
		}
		return true;
	} catch {
		return false;
	}
}
