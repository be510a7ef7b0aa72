import fc from 'fast-check';
import { countedVotes, outcomePatch, tally } from '../../../core/decision/tally';
import type { AnswerRecord } from '../../../core/types';
import { decision, NOW, option, vote } from './fixtures';

const A = 'telegram:1';
const B = 'telegram:2';
const C = 'email:c@example.com';
const D = 'telegram:4';
const asked = decision({
	approvers: [A, B, C, D],
	quorum: 2,
	options: [option('1', 'more', 'approve'), option('2', 'less', 'approve'), option('3', 'no', 'reject')],
});
/** What came of the votes, in a word. */
const outcome = (votes: readonly AnswerRecord[], of = asked): string => {
	const patch = outcomePatch(of, tally(of, votes));
	return patch ? `${patch.status} ${patch.answer} by ${patch.answeredBy}` : 'open';
};

describe('a tally', () => {
	it.each<[string, AnswerRecord[], string]>([
		['no votes', [], 'open'],
		['one of two', [vote(A, '1')], 'open'],
		['two who agree', [vote(A, '1', 1), vote(B, '1', 2)], `approved 1 by ${A}, ${B}`],
		['two who approve different options', [vote(A, '1'), vote(B, '2')], 'open'],
		['a third who settles it', [vote(A, '1', 1), vote(B, '2', 2), vote(C, '2', 3)], `approved 2 by ${B}, ${C}`],
		['one refusal', [vote(A, '3')], `rejected 3 by ${A}`],
		[
			'a refusal after approvals that nobody has settled',
			[vote(A, '1', 1), vote(B, '1', 2), vote(C, '3', 3)],
			`rejected 3 by ${C}`,
		],
		['more than needed', [vote(A, '1', 1), vote(B, '1', 2), vote(C, '1', 3)], `approved 1 by ${A}, ${B}`],
		['the same person twice', [vote(A, '1', 1), vote(A, '1', 2, { answerId: 'x' })], 'open'],
		['a change of mind', [vote(A, '1', 1), vote(A, '2', 2, { answerId: 'x' }), vote(B, '2', 3)], 'open'],
		['a stranger', [vote(A, '1'), vote('telegram:999', '1')], 'open'],
		['refused answers', [vote(A, '1'), vote(B, '1', 2, { result: 'forged' })], 'open'],
		['votes for another decision', [vote(A, '1'), vote(B, '1', 2, { decisionId: 'd_other' })], 'open'],
		['votes from the deadline on', [vote(A, '1'), vote(B, '1', 24 * 60)], 'open'],
		['votes for an option that is not there', [vote(A, '9', 1), vote(B, '9', 2)], 'open'],
		['different values', [vote(A, '1', 1, { answerValue: '400000' }), vote(B, '1', 2, { answerValue: '500000' })], 'open'],
		[
			'the same value',
			[vote(A, '1', 1, { answerValue: '400000' }), vote(B, '1', 2, { answerValue: '400000' })],
			`approved 1 by ${A}, ${B}`,
		],
	])('of %s', (_what, votes, expected) => expect(outcome(votes)).toBe(expected));

	it('leaves out whoever asked, also where they refuse', () => {
		const own = { ...asked, requestedBy: A };
		expect(outcome([vote(A, '1', 1), vote(B, '1', 2)], own)).toBe('open');
		expect(outcome([vote(A, '3', 1), vote(B, '1', 2), vote(C, '1', 3)], own)).toBe(`approved 1 by ${B}, ${C}`);
	});

	it('knows when nothing can be approved any more', () => {
		const three = { ...asked, approvers: [A, B, C] };
		const split = [vote(A, '1'), vote(B, '2')];
		expect(tally(three, split)).toEqual({ state: 'open', approvals: 1, reachable: true });
		expect(tally({ ...three, requestedBy: C }, split)).toEqual({ state: 'open', approvals: 1, reachable: false });
	});

	it('gives the unit and the reasons of those who decided', () => {
		const money = { ...asked, input: { type: 'number', option: '1', min: 0, max: null, unit: 'JPY' } } as const;
		const votes = [vote(A, '1', 1, { answerValue: '4', reason: 'now' }), vote(B, '1', 2, { answerValue: '4', reason: 'later' })];
		expect(outcomePatch(money, tally(money, votes))).toMatchObject({
			answerValue: '4',
			answerUnit: 'JPY',
			reason: 'now / later',
		});
	});
});

/** Any votes, of listed approvers and others, in and out of time, several of one person. */
const votes = fc.array(
	fc
		.record({
			approver: fc.constantFrom(A, B, C, D, 'telegram:999'),
			answer: fc.constantFrom('1', '2', '3', '9'),
			minutes: fc.integer({ min: 0, max: 1_500 }),
			answerValue: fc.constantFrom(null, '5'),
			result: fc.constantFrom('counted', 'counted', 'counted', 'late', 'forged'),
			copy: fc.nat(2),
		})
		.map(({ approver, answer, minutes, answerValue, result, copy }) =>
			vote(approver, answer, minutes, { answerValue, result, answerId: `${approver}/${copy}` }),
		),
	{ maxLength: 10 },
);
const shuffled = votes.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
const quorum = fc.integer({ min: 1, max: 4 });

describe('any tally', () => {
	it('depends on the votes and not on the order in which they are read', () => {
		fc.assert(
			fc.property(shuffled, quorum, ([list, other], needed) => {
				const of = { ...asked, quorum: needed };
				expect(outcome(other, of)).toBe(outcome(list, of));
			}),
			{ numRuns: 500 },
		);
	});

	it('approves only what as many distinct approvers as needed chose in time, and never against a refusal', () => {
		fc.assert(
			fc.property(votes, quorum, (list, needed) => {
				const of = { ...asked, quorum: needed };
				const counted = tally(of, list);
				const mine = countedVotes(of, list);
				expect(new Set(mine.map(({ approver }) => approver)).size).toBe(mine.length);
				expect(mine.every(({ receivedAt, approver }) => receivedAt < of.deadline && of.approvers.includes(approver))).toBe(true);
				const refused = mine.some(({ answer }) => answer === '3');
				if (counted.state === 'open') expect(refused).toBe(false);
				else if (counted.option.outcome === 'approve') {
					expect(refused).toBe(false);
					const choices = counted.votes.map(({ answer, answerValue }) => `${answer}/${answerValue}`);
					expect(new Set(choices).size).toBe(1);
					expect(counted.votes.length).toBe(needed);
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('stays decided when more approvals come in', () => {
		fc.assert(
			fc.property(votes, quorum, (list, needed) => {
				const of = { ...asked, quorum: needed };
				const before = outcome(list, of);
				const last = list.reduce((latest, { receivedAt }) => (receivedAt > latest ? receivedAt : latest), NOW);
				const later = vote('telegram:4', '1', 0, { receivedAt: last, answerId: 'z' });
				if (before !== 'open') expect(outcome([...list, later], of)).toBe(before);
			}),
		);
	});
});
