import fc from 'fast-check';
import { createDecision, decisionIdFor } from '../../../core/decision/createDecision';
import { isAutopilotError } from '../../../core/errors';
import { ALICE, BOB, hash, NOW, option, request, rules } from './fixtures';

const codeOf = (make: () => unknown): string => {
	try {
		make();
	} catch (error) {
		return isAutopilotError(error) ? `${error.code}: ${error.message}` : String(error);
	}
	return 'made';
};

describe('a new decision', () => {
	it('is pending, with a deadline, its approvers and nothing answered', () => {
		const made = createDecision(request(), rules({ approvers: [' Telegram:111 ', BOB, ALICE], timeoutSeconds: 3600 }));
		expect(made).toMatchObject({
			status: 'pending',
			askedAt: NOW,
			deadline: '2026-11-20T04:00:00.000Z',
			approvers: [ALICE, BOB],
			quorum: 1,
			answer: null,
			channels: [],
		});
		expect(made.decisionId).toMatch(/^d_[0-9a-v]{16}$/);
		expect(made.payloadDigest).toMatch(/^[0-9a-f]{64}$/);
	});

	it.each([
		['no approver', request(), rules({ approvers: [] }), 'APPROVERS_MISSING'],
		['blank approvers', request(), rules({ approvers: ['', ' '] }), 'APPROVERS_MISSING'],
		['an approver by name', request(), rules({ approvers: ['alice'] }), 'neither telegram'],
		['a negative Telegram id (a group)', request(), rules({ approvers: ['telegram:-100123'] }), 'neither telegram'],
		['a quorum over the approvers', request(), rules({ approvers: [ALICE], quorum: 2 }), 'only 1 approvers may vote'],
		[
			'a quorum that needs whoever asks',
			request({ requestedBy: ' Telegram:111' }),
			rules({ quorum: 2 }),
			'only 1 approvers may vote',
		],
		['a quorum of none', request(), rules({ quorum: 0 }), 'whole number of at least 1'],
		['half a quorum', request(), rules({ quorum: 1.5 }), 'whole number of at least 1'],
		['no time', request(), rules({ timeoutSeconds: 0 }), 'longer than zero'],
		['an endless time', request(), rules({ timeoutSeconds: Infinity }), 'longer than zero'],
		['no question', request({ question: ' ' }), rules(), 'has no text'],
		['one option', request({ options: [option('1', 'a', 'reject')] }), rules(), 'two to four options'],
		[
			'five options',
			request({ options: ['1', '2', '3', '4', '5'].map((key) => option(key, key, 'reject')) }),
			rules(),
			'two to four',
		],
		[
			'keys out of order',
			request({ options: [option('2', 'a', 'approve'), option('1', 'b', 'reject')] }),
			rules(),
			'has the key "2"',
		],
		['an empty label', request({ options: [option('1', ' ', 'approve'), option('2', 'b', 'reject')] }), rules(), 'needs a label'],
		['equal labels', request({ options: [option('1', 'a', 'approve'), option('2', 'a ', 'reject')] }), rules(), 'same label'],
		['a recommendation that is not there', request({ recommended: '3' }), rules(), 'recommended option "3"'],
		[
			'no way to refuse',
			request({ options: [option('1', 'a', 'approve'), option('2', 'b', 'approve')] }),
			rules(),
			'nobody could say no',
		],
		['a value for a refusal', request({ input: { type: 'text', option: '2', maxLength: 80 } }), rules(), 'does not approve'],
		['a value for no option', request({ input: { type: 'text', option: '7', maxLength: 80 } }), rules(), 'option "7"'],
		['endless texts', request({ input: { type: 'text', option: '1', maxLength: 9_999 } }), rules(), 'between 1 and 1000'],
		[
			'an empty range',
			request({ input: { type: 'number', option: '1', min: 5, max: 4, unit: null } }),
			rules(),
			'at least 5 and at most 4',
		],
		['a default that is not there', request({ goalId: '', expiryOption: '3' }), rules(), 'not among the options'],
		['a default for a goal', request({ expiryOption: '1' }), rules(), 'a goal is paused'],
		[
			'a default that spends',
			request({
				goalId: '',
				expiryOption: '1',
				options: [option('1', 'a', 'approve', { spend: { amount: 1, currency: 'JPY' } }), option('2', 'b', 'reject')],
			}),
			rules(),
			'cannot happen without an answer',
		],
		[
			'a default that has to be typed',
			request({ goalId: '', expiryOption: '1', input: { type: 'text', option: '1', maxLength: 80 } }),
			rules(),
			'needs somebody to type',
		],
	])('refuses %s', (_what, asked, ruled, expected) => {
		expect(codeOf(() => createDecision(asked, ruled))).toContain(expected);
	});

	it('asks for several who agree, a number and a harmless default', () => {
		const input = { type: 'number', option: '1', min: 0, max: null, unit: 'JPY' } as const;
		const asked = request({ goalId: '', requestedBy: 'Email:Boss@Example.com', input, expiryOption: '2' });
		expect(createDecision(asked, rules({ quorum: 2 }))).toMatchObject({
			quorum: 2,
			requestedBy: 'email:boss@example.com',
			input,
			expiryOption: '2',
		});
	});

	it('has the same id exactly when goal, kind and key are the same', () => {
		const part = fc.string({ maxLength: 12 });
		fc.assert(
			fc.property(fc.tuple(part, part), fc.tuple(part, part), ([goalA, keyA], [goalB, keyB]) => {
				const a = decisionIdFor({ goalId: goalA, kind: 'custom', key: keyA }, hash);
				const b = decisionIdFor({ goalId: goalB, kind: 'custom', key: keyB }, hash);
				expect(a === b).toBe(goalA === goalB && keyA === keyB);
			}),
		);
		expect(decisionIdFor({ goalId: 'g', kind: 'custom', key: 'k' }, hash)).not.toBe(
			decisionIdFor({ goalId: 'g', kind: 'anomaly', key: 'k' }, hash),
		);
	});
});
