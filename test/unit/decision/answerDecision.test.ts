import fc from 'fast-check';
import { answerDecision, type Answer } from '../../../core/decision/answerDecision';
import { isOverdue } from '../../../core/decision/closeDecision';
import { refusalText } from '../../../core/decision/refusalText';
import type { Decision, DecisionStatus } from '../../../core/types';
import { ALICE, BOB, decision, NOW, view } from './fixtures';

const AT = '2026-11-20T05:00:00.000Z';
const answer = (more: Partial<Answer> = {}): Answer => ({ approver: ALICE, option: '1', reason: null, ...more });
const decided = (more: Partial<Decision> = {}): Decision =>
	decision({ status: 'approved', answer: '1', answeredBy: ALICE, answeredAt: AT, ...more });

describe('answering', () => {
	it.each([
		['1', 'approved'],
		['2', 'rejected'],
	])('accepts option %s of a listed approver in time', (option, status) => {
		expect(answerDecision(decision(), answer({ option }), AT)).toEqual({
			ok: true,
			value: { status, answer: option, answeredBy: ALICE, answeredAt: AT, reason: null },
		});
	});

	it.each([
		['a stranger', decision(), answer({ approver: 'telegram:999' }), AT, 'unauthorised'],
		['a stranger after the fact', decided(), answer({ approver: 'telegram:999' }), AT, 'unauthorised'],
		['an id that only begins the same', decision(), answer({ approver: 'telegram:1111' }), AT, 'unauthorised'],
		['an option that is not there', decision(), answer({ option: '3' }), AT, 'unknown_option'],
		['the same answer again', decided(), answer(), AT, 'repeated'],
		['a change of mind', decided(), answer({ option: '2' }), AT, 'already_decided'],
		['another approver afterwards', decided(), answer({ approver: BOB }), AT, 'already_decided'],
		['the instant of the deadline', decision(), answer(), '2026-11-21T03:00:00.000Z', 'late'],
		['a day late', decision(), answer(), '2026-11-22T03:00:00.000Z', 'late'],
		['an expired decision', decision({ status: 'expired' }), answer(), AT, 'late'],
		['a withdrawn decision', decision({ status: 'cancelled' }), answer(), AT, 'withdrawn'],
		['a superseded decision', decision({ status: 'superseded' }), answer(), AT, 'withdrawn'],
	])('refuses %s', (_what, asked, given, now, code) => {
		const result = answerDecision(asked, given, now);
		expect(result).toMatchObject({ ok: false, error: { code } });
		if (result.ok) return;
		for (const locale of ['ja', 'en'] as const) expect(refusalText(result.error, view(locale))).toMatch(/\S{3}/);
	});

	it('tells a late second person what was decided, by whom and when, in the local time', () => {
		const result = answerDecision(decided(), answer({ approver: BOB, option: '2' }), AT);
		if (result.ok) throw new Error('accepted');
		expect(refusalText(result.error, view('ja'))).toBe(
			'この件はすでに決まっています：1. 予算内に縮小する（Telegram 111、11月20日(金) 14:00（日本時間））。今回の回答は反映されません。',
		);
	});

	it('tells a stranger nothing of the question', () => {
		const result = answerDecision(decided(), answer({ approver: 'telegram:999' }), AT);
		if (result.ok) throw new Error('accepted');
		expect(refusalText(result.error, view('ja'))).not.toContain('縮小');
	});

	it('keeps a reason, cut and without characters nobody sees', () => {
		const result = answerDecision(
			decision(),
			answer({ option: '2', reason: ` 予算\u202eが\u200b足りない${'あ'.repeat(600)}` }),
			AT,
		);
		if (!result.ok) throw new Error('refused');
		expect(result.value.reason).toMatch(/^予算が足りない/);
		expect([...(result.value.reason ?? '')].length).toBeLessThanOrEqual(500);
	});

	it('accepts only what is listed, pending and in time', () => {
		const approver = fc.constantFrom(ALICE, BOB, 'telegram:999', '', 'telegram:0111');
		const status = fc.constantFrom<DecisionStatus>('pending', 'approved', 'rejected', 'expired', 'cancelled', 'superseded');
		const hours = fc.integer({ min: -1, max: 48 });
		fc.assert(
			fc.property(approver, status, hours, fc.string({ maxLength: 2 }), (who, state, after, option) => {
				const now = new Date(Date.parse(NOW) + after * 3_600_000).toISOString();
				const result = answerDecision(decision({ status: state }), { approver: who, option, reason: null }, now);
				const expected = [ALICE, BOB].includes(who) && state === 'pending' && after < 24 && ['1', '2'].includes(option);
				expect(result.ok).toBe(expected);
			}),
		);
	});
});

describe('closing', () => {
	it('is overdue from the deadline on, unless somebody answered', () => {
		expect(isOverdue(decision(), '2026-11-21T02:59:59.999Z')).toBe(false);
		expect(isOverdue(decision(), '2026-11-21T03:00:00.000Z')).toBe(true);
		expect(isOverdue(decided(), '2026-11-22T03:00:00.000Z')).toBe(false);
	});
});
