import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { isOverdue } from '../../../core/decision/closeDecision';
import { linkQuery } from '../../../core/decision/pageLink';
import { reachedAt } from '../../../core/decision/sweep/addresses';
import { isQuiet, quietFor } from '../../../core/decision/sweep/quietHours';
import { AutopilotError } from '../../../core/errors';
import type { Decision, Instant } from '../../../core/types';
import { readCurrentTime } from '../../shared/time';
import { askApprovers } from '../askApprovers';
import { openChannels } from '../channels';
import { closeOverdue } from '../closeOverdue';
import { defineQuestion } from '../defineQuestion';
import { openDesk, requireDecision, viewFor, type Desk } from '../desk';
import { decisionsPageLink } from '../pageAddress';
import { isToolReview, requireOwnRules, routeOutcome, waitingItems } from '../toolReview';
import { settleDecision } from '../../shared/settleDecision';
import { wakeAt } from '../../shared/wake';
import { joinWaiting } from '../joinWaiting';
import { noteReceipts } from '../noteReceipts';
import { questionFields } from './questionFields';

export const sendAndWaitFields: INodeProperties[] = [
	{
		displayName: 'Decision ID',
		name: 'decisionId',
		type: 'string',
		default: '',
		placeholder: 'e.g. d_4k2m…',
		description: 'A question of the loop to put before its approvers. Leave empty to define one here.',
		displayOptions: { show: { operation: ['sendAndWait'] } },
	},
	...questionFields,
	{
		displayName: 'From Email',
		name: 'fromEmail',
		type: 'string',
		default: '',
		placeholder: 'e.g. autopilot@example.com',
		description: 'Sender of questions to approvers with an email address. Needs the SMTP credential.',
		displayOptions: { show: { operation: ['sendAndWait', 'checkSetUp', 'sweep'] } },
	},
];

/**
 * Records the question, puts it before its approvers and lets the execution wait for the answer or the deadline. A question that is
 * answered already goes straight on; one that stands already is waited for and not sent again.
 * @throws AutopilotError CHANNEL_FAILED when it reached nobody: it stays pending, and nothing runs. DECISION_INVALID when its key
 * stands for something else already.
 */
export async function sendAndWait(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	if (isToolReview(context)) requireOwnRules(context);
	const now = readCurrentTime(context, 0);
	const items = context.getInputData();
	const desk = await openDesk(context, 0);
	const recorded = await settleDecision(desk.ledger, await record(context, desk, now));
	if (recorded.status !== 'pending') return routeOutcome(context, items, recorded);
	if (isOverdue(recorded, now)) return routeOutcome(context, items, await closeOverdue(desk.ledger, recorded));

	// Known before anything is sent, so that even the fastest answer finds whom to wake.
	const { decision, earlier } = await joinWaiting(desk.ledger, recorded, context.getExecutionId(), context.getSignedResumeUrl());
	if (decision.status !== 'pending') return routeOutcome(context, items, decision);
	const alive = await wakeEarlier(context, desk, decision, earlier);

	const asked = alive ? await requireDecision(desk.ledger, decision.decisionId) : await ask(context, desk, decision, now);
	if (asked.status !== 'pending') return routeOutcome(context, items, asked);

	const deadline = new Date(Date.now() + Date.parse(asked.deadline) - Date.parse(now));
	// When n8n's own time is over it hands these very items to output 0 without running the node again, so they say so beforehand.
	items.splice(0, items.length, ...waitingItems(context, items, asked, { wait_until: deadline.toISOString() }));
	await context.putExecutionToWait(new Date(deadline.getTime() + graceMs(asked, deadline.getTime() - Date.now())));
	return [items];
}

/** Two passes of the sweep, which comes every minute, and the pause it gives to whoever took the answer. */
const LEAST_GRACE_MS = 3 * 60_000;
const LONGEST_GRACE_MS = 10 * 60_000;

/**
 * How much longer than people may answer the execution waits: n8n's timeout runs no code of the node, so that an answer in the last
 * minute whose waking failed would count for nothing. The sweep comes first: it closes what is overdue and wakes whoever an answer
 * has not woken, and the woken node reads the record. What a goal asked is applied from the record anyway, so a short question of one
 * needs no such time.
 */
const graceMs = ({ goalId }: Decision, waitMs: number): number =>
	Math.min(LONGEST_GRACE_MS, Math.max(goalId === '' ? LEAST_GRACE_MS : 0, waitMs / 10));

/**
 * Tells those who waited before to look at the ledger. A question of a goal lets one execution go on, so they give way; a question of
 * another workflow lets all of them go on, and is not sent again while one of them lives that has sent it or is about to.
 * @returns whether the question is in good hands already.
 */
async function wakeEarlier(
	context: IExecuteFunctions,
	desk: Desk,
	{ decisionId, goalId }: Decision,
	earlier: readonly string[],
): Promise<boolean> {
	const said = await Promise.all(earlier.map(async (url) => await wakeAt(context, url, decisionId, desk.ownUrl, goalId !== '')));
	return goalId === '' && said.some((word) => word === 'waiting' || word === 'busy');
}

/** The decision named, or the one defined here, which is in the ledger before anybody hears of it. */
async function record(context: IExecuteFunctions, { ledger, settings }: Desk, now: Instant): Promise<Decision> {
	const decisionId = String(context.getNodeParameter('decisionId', 0, '')).trim();
	if (decisionId !== '') return requireDecision(ledger, decisionId);
	const defined = defineQuestion(context, await settings(), now);
	await ledger.insert('decision_log', [defined]);
	const recorded = await requireDecision(ledger, defined.decisionId);
	if (recorded.payloadDigest === defined.payloadDigest) return recorded;
	// An answer counts for what was shown. Under the same key it must not let anything else through.
	throw new AutopilotError(
		'DECISION_INVALID',
		`The question key "${String(context.getNodeParameter('questionKey', 0, '')).slice(0, 100)}" was used before for another question or other data: use a key that is new for each`,
	);
}

/** Sends the question, notes where it stands now, and looks once more whether somebody was faster than this. */
async function ask(context: IExecuteFunctions, desk: Desk, decision: Decision, now: Instant): Promise<Decision> {
	const { decisionId } = decision;
	const settings = await desk.settings();
	const address = { sign: desk.sign, settings, resumeUrl: context.getSignedResumeUrl(), now };
	const view = await viewFor(desk, decision);
	const receipts = await askApprovers(decision, {
		channels: await openChannels(context, String(context.getNodeParameter('fromEmail', 0, ''))),
		settings,
		view,
		sign: desk.sign,
		link: (option, approver) => context.getSignedResumeUrl(linkQuery(decision, { option, approver }, desk.sign)),
		pageLink: (approver) => decisionsPageLink(decision, approver, address),
		executionId: context.getExecutionId(),
		silent: isQuiet(now, quietFor(decision, settings, view.timeZone)),
		now,
	});
	const asked = await noteReceipts(desk.ledger, decisionId, receipts, now);
	if (!asked.approvers.some((approver) => reachedAt(asked, approver).length > 0)) {
		const failures = receipts.map(({ channel, approver, error }) => `${channel}:${approver}: ${error ?? ''}`).join('; ');
		throw new AutopilotError('CHANNEL_FAILED', `The question ${decisionId} reached nobody. ${failures}`);
	}
	return requireDecision(desk.ledger, decisionId);
}
