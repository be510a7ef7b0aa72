import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { approverReference, parseApprover } from '../../../core/decision/approver';
import { createDecision } from '../../../core/decision/createDecision';
import { judgeAnswerWorkflow, judgeApprovers, judgeLedger, judgeSecret } from '../../../core/decision/setUpBasics';
import type { SetUpCheck } from '../../../core/decision/setUpCheck';
import { judgeNotAsked, judgeOpening, judgeReceipt } from '../../../core/decision/setUpDelivery';
import { judgeClock, judgePageLink, judgePublicUrl, judgeWaitingLink } from '../../../core/decision/setUpLink';
import { setUpQuestion } from '../../../core/decision/setUpQuestion';
import { judgeWebhook } from '../../../core/decision/setUpTelegram';
import { isAutopilotError } from '../../../core/errors';
import { readSettings, type Settings } from '../../../core/settings';
import type { Decision } from '../../../core/types';
import type { N8nApiClient } from '../../../clients/n8nApi/client';
import type { Ledger } from '../../../ledger/ledger';
import { openLedger } from '../../shared/ledger';
import type { Operation } from '../../shared/operation';
import { sha256 } from '../../shared/signing';
import { askApprovers } from '../askApprovers';
import { openChannels } from '../channels';
import { openDesk, requireDecision, viewFor } from '../desk';
import { decisionsPageLink } from '../pageAddress';
import { forged, missingExecution, open, readWebhook } from '../setUpProbe';

/** How long the test question can be answered. */
const TEST_SECONDS = 900;

const fields: INodeProperties[] = [
	{
		displayName: 'Language',
		name: 'language',
		type: 'options',
		options: [
			{ name: 'English', value: 'en' },
			{ name: 'Japanese', value: 'ja' },
		],
		default: 'en',
		description: 'Language of the test question',
		displayOptions: { show: { operation: ['checkSetUp'] } },
	},
];

/** Looks at everything a question needs on its way to a person and back, one item for each thing that was looked at. */
export const checkSetUp: Operation = {
	fields,
	execute: async (context, itemIndex) => {
		const { signingSecret } = await context.getCredentials('autopilotApi', itemIndex);
		const { ledger, api } = await openLedger(context, itemIndex);
		const secret = judgeSecret(typeof signingSecret === 'string' ? signingSecret.length : 0);
		const { settings, check: ledgerCheck } = await readLedger(ledger);
		const approvers = settings ? [judgeApprovers(settings.approvers)] : [];
		const checks = [secret, ledgerCheck, ...approvers, judgeAnswerWorkflow(await answerWorkflows(api))];
		const askable = settings && [secret, ...approvers].every(({ ok }) => ok);
		const asked = askable ? await askForTest(context, itemIndex, settings) : null;
		const { opened, found } = await probe(context, asked?.pageLink ?? null);
		const opening = asked ? [judgeOpening(await requireDecision(ledger, asked.decision.decisionId), opened)] : [judgeNotAsked()];
		return [...checks, ...found, ...(asked?.checks ?? []), ...opening].map((check) => ({ output: 0, json: { ...check } }));
	},
};

async function readLedger(ledger: Ledger): Promise<{ settings: Settings | null; check: SetUpCheck }> {
	try {
		return { settings: readSettings(await ledger.read('settings')), check: judgeLedger(null) };
	} catch (error) {
		const unknown = { message: 'The ledger cannot be read.', remedy: 'Check the ledger’s fields and credential.' };
		return { settings: null, check: judgeLedger(isAutopilotError(error) ? error : unknown) };
	}
}

/** Workflows that take answers from Telegram, `null` when n8n does not tell. */
async function answerWorkflows(api: N8nApiClient): Promise<{ name: string; active: boolean }[] | null> {
	try {
		const workflows = await api.workflows.list();
		return workflows.filter(
			({ nodeTypes, isArchived }) =>
				!isArchived &&
				nodeTypes.includes('n8n-nodes-base.telegramTrigger') &&
				nodeTypes.some((type) => type.endsWith('.decisionHandler')),
		);
	} catch {
		return null;
	}
}

/** Follows links through the public URL, and asks Telegram who holds the bot's webhook. */
async function probe(
	context: IExecuteFunctions,
	pageLink: string | null,
): Promise<{ readonly opened: boolean; readonly found: readonly SetUpCheck[] }> {
	const own = context.getSignedResumeUrl();
	const missing = missingExecution(own);
	const waiting = await open(context, missing.url);
	const page = pageLink === null ? [] : [judgePageLink(await open(context, pageLink), await open(context, forged(pageLink)))];
	const now = new Date().toISOString();
	const telegram = await readWebhook(context);
	const outside = telegram?.date ?? null;
	const clock =
		outside === null
			? judgeClock('date' in waiting ? waiting.date : null, now, 'the public URL')
			: judgeClock(outside, now, 'Telegram');
	const found = [
		judgePublicUrl(own),
		judgeWaitingLink(waiting, missing.executionId),
		...page,
		clock,
		...(telegram ? judgeWebhook(telegram.info, new URL(own).origin, now) : []),
	];
	return { opened: page.some(({ ok }) => ok), found };
}

/** Puts a question on which nothing depends before every approver. */
async function askForTest(
	context: IExecuteFunctions,
	itemIndex: number,
	settings: Settings,
): Promise<{ decision: Decision; pageLink: string | null; checks: SetUpCheck[] }> {
	const desk = await openDesk(context, itemIndex);
	const locale = context.getNodeParameter('language', itemIndex, 'en') === 'ja' ? 'ja' : 'en';
	const now = new Date().toISOString();
	const decision = createDecision(setUpQuestion(`${context.getExecutionId()}/${itemIndex}`, locale), {
		approvers: everyAddress(settings),
		quorum: 1,
		timeoutSeconds: TEST_SECONDS,
		now,
		hash: sha256,
	});
	const resumeUrl = context.getSignedResumeUrl();
	await desk.ledger.insert('decision_log', [decision]);
	const pageLink = (approver: string): string | null =>
		decisionsPageLink(decision, approver, { sign: desk.sign, settings, resumeUrl, now });
	const receipts = await askApprovers(decision, {
		channels: await openChannels(context, String(context.getNodeParameter('fromEmail', itemIndex, ''))),
		// Each address for itself: nobody is to be found out only once another channel has failed.
		settings: { approverChannels: [], channelOrder: [] },
		view: await viewFor(desk, decision),
		sign: desk.sign,
		// This execution does not wait, so the page takes the answers.
		link: (_option, approver) => pageLink(approver) ?? resumeUrl,
		pageLink,
		executionId: null,
		// Whoever presses the button wants to hear it arrive.
		silent: false,
		now,
	});
	await desk.ledger.update('decision_log', [{ key: decision.decisionId, values: { channels: receipts } }]);
	return { decision, pageLink: pageLink(decision.approvers[0] ?? ''), checks: receipts.map(judgeReceipt) };
}

/** Everywhere somebody might be asked: the approvers, their further addresses, and who is asked when they do not answer. */
function everyAddress({ approvers, approverChannels, escalationApprovers }: Settings): string[] {
	const known = new Set([...approvers.map((text) => approverReference(parseApprover(text))), ...escalationApprovers]);
	return [...known].flatMap((approver) => approverChannels.find(([person]) => person === approver) ?? [approver]);
}
