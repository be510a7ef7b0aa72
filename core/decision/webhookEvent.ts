import type { AnswerRecord, Decision, Instant, JsonValue } from '../types';
import type { WebhookEvent } from '../webhook/event';
import { answeredBy, chosenOption } from './answerDecision';
import { outcomeLines, questionLines } from './message';
import type { Notice } from './sweep/notice';
import { noticeLinesElsewhere } from './sweep/noticeLines';
import { approverName, type DecisionView } from './view';

/** What happens to a question, as a service behind a webhook is told. */
export type EventType =
	| 'decision.requested'
	| 'decision.reminded'
	| 'decision.escalated'
	| 'decision.closed'
	| 'decision.cancelled'
	| 'decision.superseded';

/** Where an event goes: the webhook target, and the approver who is asked there. Several approvers may share a target. */
export interface EventAddress {
	readonly target: string;
	readonly approver: string;
}

/** The id of an event for one approver. Addresses may hold letters that a header cannot. */
const eventId = (decision: Decision, { target, approver }: EventAddress, what: string): string =>
	[decision.decisionId, target, encodeURIComponent(approver), what].join('.');

/** One event about a decision. */
export interface DecisionEvent extends WebhookEvent {
	readonly type: EventType;
}

const withData = (decision: Decision, event: Omit<DecisionEvent, 'data'>): DecisionEvent => ({
	...event,
	data: eventData(decision, event.page),
});

/** The event of a question that is put before the people behind a webhook. */
export function requestedEvent(
	decision: Decision,
	address: EventAddress,
	view: DecisionView,
	pageUrl: string | null,
): DecisionEvent {
	return withData(decision, {
		id: eventId(decision, address, 'requested'),
		type: 'decision.requested',
		at: decision.askedAt,
		// The last line tells how to answer in a chat.
		lines: questionLines(decision, view).slice(0, -1),
		page: pageUrl === null ? null : { url: pageUrl, label: view.texts.openPage },
	});
}

const CLOSING: Readonly<Record<Decision['status'], 'closed' | 'cancelled' | 'superseded'>> = {
	pending: 'closed',
	approved: 'closed',
	rejected: 'closed',
	expired: 'closed',
	cancelled: 'cancelled',
	superseded: 'superseded',
};

/** The event of a question that is closed, whoever was asked at this target: answered, past its deadline, or taken back. */
export const closedEvent = (decision: Decision, target: string, view: DecisionView, now: Instant): DecisionEvent =>
	withData(decision, {
		id: `${decision.decisionId}.${target}.${CLOSING[decision.status]}`,
		type: `decision.${CLOSING[decision.status]}`,
		at: now,
		lines: outcomeLines(decision, view),
		page: null,
	});

/** A message of the sweep for a service behind a webhook. `now` is when it is sent; `page` and `votes` as for a question. */
export function noticeEvent(
	purpose: Notice['purpose'],
	decision: Decision,
	address: EventAddress,
	view: DecisionView,
	{ page, now, votes }: { readonly page: string | null; readonly now: Instant; readonly votes: readonly AnswerRecord[] },
): DecisionEvent {
	if (purpose === 'question') return requestedEvent(decision, address, view, page);
	const lines = noticeLinesElsewhere(purpose, decision, view, now, votes);
	if (purpose === 'expiry') return { ...closedEvent(decision, address.target, view, now), lines };
	const [name, which] =
		purpose === 'escalation' ? (['escalated', ''] as const) : (['reminded', `.${decision.nextReminderAt ?? 'first'}`] as const);
	return {
		...requestedEvent(decision, address, view, page),
		id: eventId(decision, address, `${name}${which}`),
		type: `decision.${name}`,
		at: now,
		lines,
	};
}

/** The decision as a service sees it: the fields of `decision_log` under their column names, as far as they are anybody's business. */
function eventData(decision: Decision, page: WebhookEvent['page']): JsonValue {
	const chosen = chosenOption(decision);
	return {
		decision_id: decision.decisionId,
		goal_id: decision.goalId,
		kind: decision.kind,
		status: decision.status,
		question: decision.question,
		evidence: decision.evidence,
		options: decision.options.map(({ key, label, outcome, spend, probability, finishAt }) => ({
			key,
			label,
			outcome,
			spend: spend && { amount: spend.amount, currency: spend.currency },
			probability,
			finish_at: finishAt,
		})),
		recommended: decision.recommended,
		risk: decision.risk,
		urgency: decision.urgency,
		quorum: decision.quorum,
		asked_at: decision.askedAt,
		deadline: decision.deadline,
		answer: chosen && { key: chosen.key, label: chosen.label, outcome: chosen.outcome },
		answered_at: decision.answeredAt,
		answered_by: decision.answeredBy === null ? null : answeredBy(decision).map(approverName).join(', '),
		reason: decision.reason,
		page_url: page?.url ?? null,
	};
}
