import { createHash, createHmac } from 'node:crypto';
import { createDecision, type AskingRules } from '../../../core/decision/createDecision';
import { DECISION_TEXTS } from '../../../core/locale/decision';
import type { DecisionView } from '../../../core/decision/view';
import type { Hash, Sign } from '../../../core/ports';
import type { AnswerRecord, Decision, DecisionOption, DecisionRequest, Locale } from '../../../core/types';

export const hash: Hash = (text) => createHash('sha256').update(text).digest('hex');
export const sign: Sign = (message) =>
	createHmac('sha256', 'a-secret-of-the-tests-0123456789').update(message).digest('base64url');

export const NOW = '2026-11-20T03:00:00.000Z';
export const ALICE = 'telegram:111';
export const BOB = 'email:bob@example.com';

export const option = (
	key: string,
	label: string,
	outcome: 'approve' | 'reject',
	more: Partial<DecisionOption> = {},
): DecisionOption => ({
	key,
	label,
	outcome,
	effect: { type: 'none' },
	spend: null,
	probability: null,
	finishAt: null,
	...more,
});

export const request = (more: Partial<DecisionRequest> = {}): DecisionRequest => ({
	goalId: 'g_1',
	kind: 'plan_approval',
	key: '300000/1',
	question: '予算超過の可能性が検出されました。どうしますか？',
	evidence: ['予算：300,000円'],
	options: [option('1', '予算内に縮小する', 'approve'), option('2', 'すべて停止する', 'reject')],
	recommended: '1',
	risk: 'medium',
	urgency: 'high',
	payload: { plan: 1 },
	...more,
});

export const rules = (more: Partial<AskingRules> = {}): AskingRules => ({
	approvers: [ALICE, BOB],
	quorum: 1,
	timeoutSeconds: 24 * 3600,
	now: NOW,
	hash,
	...more,
});

export const decision = (more: Partial<Decision> = {}): Decision => ({ ...createDecision(request(), rules()), ...more });

export const view = (locale: Locale): DecisionView => ({ locale, timeZone: 'Asia/Tokyo', texts: DECISION_TEXTS[locale] });

/** A vote that counts, `minutes` after the question was asked. */
export const vote = (approver: string, answer: string, minutes = 1, more: Partial<AnswerRecord> = {}): AnswerRecord => ({
	answerId: `${decision().decisionId}/${approver}`,
	decisionId: decision().decisionId,
	receivedAt: new Date(Date.parse(NOW) + minutes * 60_000).toISOString(),
	channel: 'telegram',
	approver,
	answer,
	answerValue: null,
	reason: null,
	result: 'counted',
	note: null,
	...more,
});
