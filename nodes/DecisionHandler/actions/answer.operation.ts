import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { TelegramClient } from '../../../clients/telegram/telegramClient';
import { approverReference, parseApprover } from '../../../core/decision/approver';
import { escapeHtml } from '../../../core/decision/safeText';
import { DECISION_TEXTS } from '../../../core/locale/decision';
import { isAutopilotError } from '../../../core/errors';
import type { Instant } from '../../../core/types';
import type { Operation } from '../../shared/operation';
import { readCurrentTime } from '../../shared/time';
import { answerReply } from '../answerReply';
import { answerTap, judge, NOT_AN_ANSWER, type Handled } from '../answerTap';
import { showOutcome } from '../channels';
import { decisionItem } from '../decisionItem';
import { openDesk, requireDecision, type Desk } from '../desk';
import { openTelegram } from '../telegramTransport';
import { readUpdate, type Reply, type Tap } from '../telegramUpdate';
import { wake } from '../wake';

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
			{ name: 'Fields', value: 'fields', description: 'The fields below, for a channel of your own' },
			{ name: 'Telegram Update', value: 'telegramUpdate', description: 'The input item is an update of the Telegram Trigger' },
		],
		default: 'telegramUpdate',
		displayOptions: { show: { operation: ['answer'] } },
	},
	byFields({ displayName: 'Decision ID', name: 'answeredDecisionId', type: 'string', default: '', required: true }),
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
	byFields({ displayName: 'Reason', name: 'reason', type: 'string', default: '' }),
];

/** Takes an answer from a channel, records exactly one outcome, shows it in every chat and wakes the execution that waits. */
export const answer: Operation = {
	fields,
	execute: async (context, itemIndex) => {
		const now = readCurrentTime(context, itemIndex);
		const telegram = await openTelegram(context);
		const update = readSource(context, itemIndex);
		let desk: Desk;
		let handled: Handled;
		try {
			desk = await openDesk(context, itemIndex);
			handled = await handle(context, itemIndex, desk, update, now);
		} catch (error) {
			// The person must not be left with a spinning button: an answer that cannot be recorded is said to be none.
			if (update && telegram) await tell(telegram, update, DECISION_TEXTS[update.locale].page.unavailable, true);
			throw error;
		}
		const { outcome, code, message, decision, view } = handled;
		if (outcome === 'not_an_answer')
			return [{ output: OUTPUTS.not_an_answer, json: context.getInputData()[itemIndex]?.json ?? {} }];
		const told = update && telegram ? await tell(telegram, update, message, outcome === 'refused') : false;
		const json: IDataObject = { ...(decision && decisionItem(decision)), outcome, code, message, told };
		if (outcome === 'refused' || !decision || !view) return [{ output: OUTPUTS.refused, json }];
		json.woken = await wake(context, decision, desk.ownUrl);
		json.messages_edited = await showOutcome(decision, telegram, view);
		return [{ output: OUTPUTS.recorded, json }];
	},
};

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
	return judge(desk, decision, { approver, option: text('option'), reason: text('reason') || null }, now);
}

/**
 * Tells the person what came of it: a tapped button is always answered, a typed message gets a reply.
 * @returns whether it got through. That it did not changes nothing of what was recorded.
 */
async function tell(telegram: TelegramClient, update: Tap | Reply, message: string, alert: boolean): Promise<boolean> {
	try {
		if (update.type === 'tap') await telegram.answerCallback(update.queryId, message, alert);
		else await telegram.sendText(update.chatId, escapeHtml(message), update.messageId);
		return true;
	} catch (error) {
		if (!isAutopilotError(error)) throw error;
		return false;
	}
}
