import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isOverdue } from '../../core/decision/closeDecision';
import { FIELD } from '../../core/decision/page/answerForm';
import { confirmPage, messagePage, outcomePage } from '../../core/decision/page/singlePages';
import { isGenuineLink, readLink, type LinkClaim } from '../../core/decision/pageLink';
import { DECISION_TEXTS } from '../../core/locale/decision';
import type { Decision, Instant, Locale } from '../../core/types';
import { settleDecision } from '../shared/settleDecision';
import { waitingExecution } from '../shared/wake';
import { openChannels, postOutcome, showOutcome, showProgress } from './channels';
import { closeOverdue } from './closeOverdue';
import { findDecision, openDesk, viewFor, type Desk } from './desk';
import { judge, logAnswer, refuse, refusedRow, type Handled } from './judge';
import { decisionsPageLink } from './pageAddress';
import { pagePolicy, sendJson, sendPage } from './pageResponse';
import { routeOutcome } from './toolReview';

/** The request is answered already; without items the execution keeps waiting. */
const KEEP_WAITING: IWebhookResponseData = { noWebhookResponse: true };

/**
 * What a request to the waiting execution does. n8n has checked its own signature over the whole URL before; ours binds it to a
 * decision, an option, an approver and a deadline. A GET shows a page and decides nothing, whoever sends it. A POST of the page's
 * form is an answer; a POST of `{wake}` makes the node look at the ledger. Nothing is thrown: n8n would go on with an error.
 */
export async function handleWebhook(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const locale: Locale = String(context.getHeaderData()['accept-language'] ?? '').startsWith('ja') ? 'ja' : 'en';
	const { page, notFound } = DECISION_TEXTS[locale];
	const get = context.getRequestObject().method === 'GET';
	const link = readLink({ ...context.getQueryData() });
	try {
		const desk = await openDesk(context, 0);
		if (link) return get ? await show(context, desk, link, locale) : await submit(context, desk, link, locale);
		// A GET has no body at all.
		const wake = get ? null : context.getBodyData()['wake'];
		if (typeof wake === 'string') return await wakeUp(context, desk, wake);
		sendPage(context, 404, messagePage(notFound, { locale, policy: pagePolicy() }));
	} catch (error) {
		context.logger.error('A request to a waiting decision failed', {
			error: error instanceof Error ? error.message : String(error),
		});
		if (!context.getResponseObject().headersSent)
			sendPage(context, 503, messagePage(page.unavailable, { locale, policy: pagePolicy() }));
	}
	return KEEP_WAITING;
}

/** The page for one option: to confirm it, or what became of the question. */
async function show(context: IWebhookFunctions, desk: Desk, link: LinkClaim, locale: Locale): Promise<IWebhookResponseData> {
	const decision = await genuine(context, desk, link);
	if (!decision) return forbid(context, locale);
	const view = await viewFor(desk, decision);
	const option = decision.options.find(({ key }) => key === link.option);
	const now = currentTime(context, decision);
	const open = decision.status === 'pending' && option && now < decision.deadline;
	const html = open
		? confirmPage({ decision, view, votes: [], now }, option, pagePolicy())
		: outcomePage({ decision, view }, '', pagePolicy());
	sendPage(context, 200, html);
	return KEEP_WAITING;
}

/** The answer of the page's form. Once it is closed, by this answer or another, the execution goes on. */
async function submit(context: IWebhookFunctions, desk: Desk, link: LinkClaim, locale: Locale): Promise<IWebhookResponseData> {
	const before = await genuine(context, desk, link);
	if (!before) return forbid(context, locale);
	const field = (name: string): string | null => {
		const text = context.getBodyData()[name];
		return typeof text === 'string' ? text : null;
	};
	const answer = { approver: link.approver, option: link.option, value: field(FIELD.value), reason: field(FIELD.reason) };
	const now = currentTime(context, before);
	const handled = await judge(desk, before, answer, { at: now, channel: 'page' });
	const { decision, view, votes, message, outcome, code } = handled;
	if (!decision || !view) return forbid(context, locale);
	const option = decision.options.find(({ key }) => key === link.option);
	const askAgain = option && (code === 'value_missing' || code === 'value_invalid');
	if (askAgain) sendPage(context, 422, confirmPage({ decision, view, votes, now }, option, pagePolicy(), message));
	else sendPage(context, outcome === 'recorded' ? 200 : 409, outcomePage({ decision, view }, message, pagePolicy()));
	const closed = decision.status !== 'pending';
	// This execution goes on by itself; others may wait for the same question.
	await Promise.all([
		handled.woken,
		logAnswer(desk, handled),
		outcome === 'recorded' && showEverywhere(context, desk, handled, now),
	]);
	// A link stays genuine when the execution has gone on to wait for another question, whose items it must not let through.
	return closed && waitsFor(context, decision.decisionId)
		? { noWebhookResponse: true, workflowData: routeOutcome(context, waitingItems(context), decision) }
		: KEEP_WAITING;
}

/** What the chats show changes nothing of what was decided: where they cannot be reached, the execution goes on all the same. */
async function showEverywhere(
	context: IWebhookFunctions,
	{ sign, settings }: Desk,
	{ decision, view, votes }: Handled,
	now: Instant,
): Promise<void> {
	if (!decision || !view) return;
	try {
		const { telegram, webhooks } = await openChannels(context, '');
		if (decision.status === 'pending') {
			const address = { sign, settings: await settings(), resumeUrl: context.getSignedResumeUrl(), now };
			const pageLink = (approver: string): string | null => decisionsPageLink(decision, approver, address);
			await showProgress(decision, votes, telegram, { view, sign, pageLink });
			return;
		}
		await showOutcome(decision, telegram, view);
		await postOutcome(decision, webhooks, view);
	} catch {
		context.logger.warn(`The outcome of ${decision.decisionId} could not be shown in the chats`);
	}
}

/**
 * Looks at the ledger, whatever woke it: votes that nobody counted are counted, a deadline that has passed is noted. Still open means
 * keep waiting, unless another execution waits in this one's place.
 */
async function wakeUp(context: IWebhookFunctions, { ledger }: Desk, decisionId: string): Promise<IWebhookResponseData> {
	const recorded = waitsFor(context, decisionId) ? await findDecision(ledger, decisionId) : null;
	if (!recorded) {
		sendJson(context, 404, { woken: false, reason: 'this execution does not wait for that decision' });
		return KEEP_WAITING;
	}
	const overdue = isOverdue(recorded, currentTime(context, recorded));
	const decision = overdue ? await closeOverdue(ledger, recorded) : await settleDecision(ledger, recorded);
	const mine = decision.resumeUrls.some((url) => waitingExecution(url) === context.getExecutionId());
	if (decision.status === 'pending' && mine) {
		sendJson(context, 202, { woken: false, reason: 'the decision is still pending' });
		return KEEP_WAITING;
	}
	sendJson(context, 200, { woken: true });
	return { noWebhookResponse: true, workflowData: routeOutcome(context, waitingItems(context), decision) };
}

/** The decision of a link that we made; what anybody else claims is logged and believed in nothing. */
async function genuine(context: IWebhookFunctions, desk: Desk, link: LinkClaim): Promise<Decision | null> {
	const decision = await findDecision(desk.ledger, link.decisionId);
	if (decision && isGenuineLink(link, decision, desk.sign)) return decision;
	if (context.getRequestObject().method === 'GET') return null;
	const answer = { approver: link.approver, option: link.option, value: null, reason: null };
	const receipt = { at: new Date().toISOString(), channel: 'page' } as const;
	const log = refusedRow(link.decisionId, decision, answer, decision ? 'forged' : 'unknown_decision', receipt);
	await logAnswer(desk, refuse('forged', '', log));
	return null;
}

function forbid(context: IWebhookFunctions, locale: Locale): IWebhookResponseData {
	sendPage(context, 403, messagePage(DECISION_TEXTS[locale].forged, { locale, policy: pagePolicy() }));
	return KEEP_WAITING;
}

/** The items that wait, as n8n has stored them. The expressions here are constants: nothing from outside is ever evaluated. */
function waitingItems(context: IWebhookFunctions): INodeExecutionData[] {
	const items: unknown = context.evaluateExpression('{{ $input.all() }}', 0);
	const stored = Array.isArray(items) ? (items as readonly INodeExecutionData[]) : [];
	return stored.length > 0 ? stored.map(({ json, binary }) => ({ json, ...(binary && { binary }) })) : [{ json: {} }];
}

/** What the node noted on its items when it began to wait. */
function waitingFor(context: IWebhookFunctions): IDataObject {
	const noted: unknown = context.evaluateExpression('{{ $json.decision }}', 0);
	return typeof noted === 'object' && noted !== null ? { ...noted } : {};
}

/** Whether this execution waits for that decision now. One execution can ask several questions, one after the other. */
const waitsFor = (context: IWebhookFunctions, decisionId: string): boolean => waitingFor(context).decision_id === decisionId;

/**
 * The time by the clock the question was asked with: what is left of the real wait before the deadline. A replayed "Current Time" is
 * an expression over items that stood still since.
 */
function currentTime(context: IWebhookFunctions, decision: Decision): Instant {
	const until = waitsFor(context, decision.decisionId) ? Date.parse(String(waitingFor(context).wait_until)) : Number.NaN;
	const now = Number.isNaN(until) ? Date.now() : Date.parse(decision.deadline) - (until - Date.now());
	return new Date(now).toISOString();
}
