import fc from 'fast-check';
import { judgeAnswer, type Answer } from '../../../core/decision/answerDecision';
import { isOverdue } from '../../../core/decision/closeDecision';
import { refusalText } from '../../../core/decision/refusalText';
import type { Decision, DecisionStatus } from '../../../core/types';
import { ALICE, BOB, decision, NOW, view, vote } from './fixtures';

const AT = '2026-11-20T05:00:00.000Z';
const answer = (more: Partial<Answer> = {}): Answer => ({ approver: ALICE, option: '1', value: null, reason: null, ...more });
const decided = (more: Partial<Decision> = {}): Decision =>
	decision({ status: 'approved', answer: '1', answeredBy: ALICE, answeredAt: AT, ...more });

describe('answering', () => {
	it.each(['1', '2'])('accepts option %s of a listed approver in time', (key) => {
		expect(judgeAnswer(decision(), answer({ option: key }), [], AT)).toEqual({
			ok: true,
			value: { approver: ALICE, option: expect.objectContaining({ key }), value: null, reason: null },
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
		const result = judgeAnswer(asked, given, [], now);
		expect(result).toMatchObject({ ok: false, error: { code } });
		if (result.ok) return;
		for (const locale of ['ja', 'en'] as const) expect(refusalText(result.error, view(locale))).toMatch(/\S{3}/);
	});

	it('does not count the vote of whoever asked where others have to agree, but does where one answer is enough', () => {
		const asked = decision({ quorum: 2, requestedBy: ALICE });
		for (const option of ['1', '2'])
			expect(judgeAnswer(asked, answer({ option }), [], AT)).toMatchObject({ error: { code: 'own_request' } });
		expect(judgeAnswer({ ...asked, quorum: 1 }, answer(), [], AT)).toMatchObject({ ok: true });
	});

	it('lets the first vote of an approver stand', () => {
		const votes = [vote(ALICE, '1')];
		const asked = decision({ quorum: 2 });
		expect(judgeAnswer(asked, answer(), votes, AT)).toMatchObject({ error: { code: 'repeated' } });
		const changed = judgeAnswer(asked, answer({ option: '2' }), votes, AT);
		expect(changed).toMatchObject({ error: { code: 'already_voted', option: { key: '1' } } });
		if (!changed.ok) expect(refusalText(changed.error, view('en'))).toContain('The first answer stands.');
		expect(judgeAnswer(asked, answer({ approver: BOB, option: '2' }), votes, AT)).toMatchObject({ ok: true });
	});

	it('takes what an option asks to be typed, asks for it where it is missing, and says what is wrong with it', () => {
		const asked = decision({ input: { type: 'number', option: '1', min: 0, max: 500_000, unit: 'JPY' } });
		expect(judgeAnswer(asked, answer({ value: '４０万円' }), [], AT)).toMatchObject({ ok: true, value: { value: '400000' } });
		expect(judgeAnswer(asked, answer({ option: '2', value: 'whatever' }), [], AT)).toMatchObject({ value: { value: null } });
		for (const [value, code, said] of [
			[null, 'value_missing', '¥500,000'],
			['  ', 'value_missing', '400k'],
			['600k', 'value_invalid', 'too much'],
			['a lot', 'value_invalid', 'one number'],
		] as const) {
			const result = judgeAnswer(asked, answer({ value }), [], AT);
			expect(result).toMatchObject({ error: { code } });
			if (!result.ok) expect(refusalText(result.error, view('en'))).toContain(said);
		}
	});

	it.each([
		['', /何も実行していません/, /Nothing was done/],
		['2', /「2\. すべて停止する」になりました/, /it is "2\. すべて停止する"/],
	])('tells who is late what stands now, with the harmless option "%s"', (expiryOption, ja, en) => {
		const expired = decision({ expiryOption, status: 'expired', answer: expiryOption === '' ? null : expiryOption });
		for (const asked of [decision({ expiryOption }), expired]) {
			const result = judgeAnswer(asked, answer(), [], '2026-11-22T03:00:00.000Z');
			if (result.ok) throw new Error('It counted');
			expect(refusalText(result.error, view('ja'))).toMatch(ja);
			expect(refusalText(result.error, view('en'))).toMatch(en);
		}
	});

	it('tells a late second person what was decided, by whom and when, in the local time', () => {
		const result = judgeAnswer(decided(), answer({ approver: BOB, option: '2' }), [], AT);
		if (result.ok) throw new Error('accepted');
		expect(refusalText(result.error, view('ja'))).toBe(
			'この件はすでに決まっています：1. 予算内に縮小する（Telegram 111、11月20日(金) 14:00（日本時間））。今回の回答は反映されません。',
		);
	});

	it('tells a stranger nothing of the question', () => {
		const result = judgeAnswer(decided(), answer({ approver: 'telegram:999' }), [], AT);
		if (result.ok) throw new Error('accepted');
		expect(refusalText(result.error, view('ja'))).not.toContain('縮小');
	});

	it('keeps a reason, cut and without characters nobody sees', () => {
		const result = judgeAnswer(
			decision(),
			answer({ option: '2', reason: ` 予算\u202eが\u200b足りない${'あ'.repeat(600)}` }),
			[],
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
				const result = judgeAnswer(decision({ status: state }), answer({ approver: who, option }), [], now);
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
