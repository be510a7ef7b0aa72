import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Routed } from '../../shared/items';
import type { Operation } from '../../shared/operation';
import { readCurrentTime } from '../../shared/time';
import { wakeAnswered } from '../../shared/wake';
import { openChannels, postOutcome, showOutcome } from '../channels';
import { decisionItem } from '../decisionItem';
import { openDesk } from '../desk';
import { sweepPass, type Swept } from '../sweepPass';
import { sweepSender } from '../sweepSender';

/** The outputs of Sweep. */
const OUTPUT = { swept: 0, unreachable: 1 } as const;

const fields: INodeProperties[] = [
	{
		displayName: 'Max Messages',
		name: 'maxMessages',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1000 },
		default: 100,
		description: 'How many messages one pass sends at most. What is over waits for the next pass.',
		displayOptions: { show: { operation: ['sweep'] } },
	},
];

/** Looks after every open decision: reminds, escalates, tries other channels, closes what nobody answered in time. */
export const sweep: Operation = {
	fields,
	execute: async (context, itemIndex) => {
		const now = readCurrentTime(context, itemIndex);
		const { ledger, sign, ownUrl } = await openDesk(context, itemIndex);
		const channels = await openChannels(context, String(context.getNodeParameter('fromEmail', itemIndex, '')));
		const swept = await sweepPass({
			ledger,
			now,
			maxMessages: Number(context.getNodeParameter('maxMessages', itemIndex, 100)),
			send: sweepSender({ channels, sign, resumeUrl: context.getSignedResumeUrl(), now }),
			showOutcome: async (decision, view) => {
				await showOutcome(decision, channels.telegram, view);
				// That nobody answered was sent to the webhooks already, as the news that time is up.
				const withdrawn = decision.status === 'cancelled' || decision.status === 'superseded';
				if (decision.status !== 'expired') await postOutcome(decision, channels.webhooks, view, withdrawn ? now : undefined);
			},
			wake: async (decisions) => await wakeAnswered({ context, ledger, ownUrl }, decisions),
		});
		return swept.map(toItem);
	},
};

function toItem({ decision, action, sent, woken, unreachable }: Swept): Routed {
	const messages = sent.flatMap(({ notice, receipts }) =>
		receipts.map(({ channel, approver, status, error }): IDataObject => {
			return { purpose: notice.purpose, approver: notice.approver, address: `${channel}:${approver}`, status, error };
		}),
	);
	const json: IDataObject = {
		...decisionItem(decision),
		action,
		escalation_level: decision.escalationLevel,
		next_reminder_at: decision.nextReminderAt,
		messages,
		woken,
	};
	if (!unreachable) return { output: OUTPUT.swept, json };
	const failures = messages.map(({ address, error }) => `${String(address)}: ${String(error)}`).join('; ');
	return {
		output: OUTPUT.unreachable,
		json: { ...json, error: `Nobody can be reached about ${decision.decisionId}. ${failures}` },
	};
}
