import { hasRoom, refusalRecord, resultOf, voteRecord } from '../../../core/decision/answerRecord';
import { promptTag, readPromptTag } from '../../../core/decision/promptTag';
import type { AnswerRecord } from '../../../core/types';
import { ALICE, decision, hash, NOW, option, sign } from './fixtures';

const receipt = { at: NOW, channel: 'telegram' } as const;
const asked = decision();
const refused = (approver: string, value: string): AnswerRecord =>
	refusalRecord(asked.decisionId, { approver, option: '1', value, reason: null }, 'unauthorised', receipt, hash);

/** Logs as the nodes do: no second row with the same key, and none without room. */
function logAll(rows: readonly AnswerRecord[]): AnswerRecord[] {
	return rows.reduce<AnswerRecord[]>(
		(log, row) => (log.some(({ answerId }) => answerId === row.answerId) || !hasRoom(asked, log, row) ? log : [...log, row]),
		[],
	);
}

describe('the log of answers', () => {
	it('has one row for each vote of an approver', () => {
		const vote = { approver: ALICE, option: option('1', 'a', 'approve'), value: null, reason: null };
		expect(voteRecord('d_1', vote, receipt)).toMatchObject({ answerId: `d_1/${ALICE}`, result: 'counted', answer: '1' });
	});

	it('has one row for the same refused answer, however often it comes', () => {
		expect(logAll(Array.from({ length: 100 }, () => refused('telegram:9', 'x')))).toHaveLength(1);
	});

	it('cannot be filled by strangers, who do not crowd out an approver, nor by an approver', () => {
		const flood = Array.from({ length: 500 }, (_, index) => refused(`telegram:${index + 1_000}`, String(index)));
		const stubborn = Array.from({ length: 500 }, (_, index) => refused(ALICE, String(index)));
		const log = logAll([...flood, ...stubborn]);
		expect(log.filter(({ approver }) => approver === ALICE)).toHaveLength(10);
		expect(log).toHaveLength(30);
	});

	it('cannot be filled with questions that do not exist', () => {
		const rows = Array.from({ length: 2_000 }, (_, index) =>
			refusalRecord(
				`d_${String(index).padStart(16, '0')}`,
				{ approver: 'telegram:9', option: '1', value: null, reason: null },
				'unknown_decision',
				receipt,
				hash,
			),
		);
		expect(new Set(rows.map(({ answerId }) => answerId)).size).toBeLessThanOrEqual(50);
	});

	it('keeps claims short and visible', () => {
		const claim = {
			approver: `x\u202e${'y'.repeat(500)}`,
			option: '1'.repeat(99),
			value: 'z'.repeat(999),
			reason: 'r'.repeat(999),
		};
		const row = refusalRecord('d_1', claim, 'forged', receipt, hash);
		expect([row.approver.length, row.answer.length, row.answerValue?.length, row.reason?.length]).toEqual([80, 20, 100, 100]);
		expect(row.approver).not.toContain('\u202e');
	});

	it('does not log a button that only asks for the value', () => {
		expect(resultOf('value_missing')).toBeNull();
		expect(resultOf('already_decided')).toBe('repeated');
	});
});

describe('the tag under a prompt', () => {
	const { decisionId } = asked;
	it('leads a reply back to its question', () => {
		expect(readPromptTag(`新しい予算は？\n${promptTag(decisionId, sign)}`, sign)).toBe(decisionId);
	});

	it.each([
		['none', 'yes'],
		['one that is not ours', `x [${decisionId}.AAAAAAAAAAAA]`],
		['that of another question', `x ${promptTag(decisionId, sign).replace(decisionId, 'd_0000000000000000')}`],
		['one in the middle', `${promptTag(decisionId, sign)} x`],
	])('is refused: %s', (_what, text) => expect(readPromptTag(text, sign)).toBeNull());
});
