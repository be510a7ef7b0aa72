import type { Hash } from '../ports';
import type { AnswerChannel, AnswerRecord, AnswerResult, Decision, Instant } from '../types';
import type { Answer, Refusal, Vote } from './answerDecision';
import { cleanLine, cleanText } from './safeText';

/** When an answer came in, and over which channel. */
export interface Receipt {
	readonly at: Instant;
	readonly channel: AnswerChannel;
}

/** What the log says of each way to be refused. A question for the missing value is no refusal, so it has no row. */
const RESULTS: Readonly<Record<Exclude<Refusal['code'], 'value_missing'>, AnswerResult>> = {
	unauthorised: 'unauthorised',
	own_request: 'own_request',
	unknown_option: 'invalid',
	value_invalid: 'invalid',
	repeated: 'repeated',
	already_voted: 'repeated',
	already_decided: 'repeated',
	late: 'late',
	withdrawn: 'withdrawn',
};

/** The word of the log for a refusal, `null` where there is nothing to log. */
export const resultOf = (code: Refusal['code']): AnswerResult | null => (code === 'value_missing' ? null : RESULTS[code]);

/** The row of an answer that counts. Its key is decision and approver, so that each approver has one vote. */
export const voteRecord = (
	decisionId: string,
	{ approver, option, value, reason }: Vote,
	{ at, channel }: Receipt,
): AnswerRecord => ({
	answerId: `${decisionId}/${approver}`,
	decisionId,
	receivedAt: at,
	channel,
	approver,
	answer: option.key,
	answerValue: value,
	reason,
	result: 'counted',
	note: null,
});

const SLOTS_PER_DAY = 50;

/**
 * The row of an answer that does not count. The same answer again has the same key, and so no second row. Answers to questions that do
 * not exist share a fixed number of keys a day, because nobody can be asked how many of those there are.
 */
export function refusalRecord(
	decisionId: string,
	answer: Answer,
	result: Exclude<AnswerResult, 'counted'>,
	{ at, channel }: Receipt,
	hash: Hash,
): AnswerRecord {
	const digest = hash(JSON.stringify([decisionId, channel, answer.approver, answer.option, answer.value, answer.reason]));
	const slot = Number.parseInt(digest.slice(0, 8), 16) % SLOTS_PER_DAY;
	return {
		answerId:
			result === 'unknown_decision' ? `unknown/${at.slice(0, 10)}/${slot}` : `${decisionId}/${result}/${digest.slice(0, 12)}`,
		decisionId,
		receivedAt: at,
		channel,
		approver: cleanLine(answer.approver, 80),
		answer: cleanLine(answer.option, 20),
		answerValue: answer.value === null ? null : cleanText(answer.value, 100),
		reason: answer.reason === null ? null : cleanText(answer.reason, 100),
		result,
		note: null,
	};
}

const MOST_OF_STRANGERS = 20;
const MOST_OF_AN_APPROVER = 10;

/**
 * Whether a refused answer still gets a row. Neither a stranger nor an approver can fill the ledger, and a stranger cannot crowd an
 * approver's answers out.
 * @param rows those of the same decision.
 */
export function hasRoom(decision: Decision, rows: readonly AnswerRecord[], { approver }: AnswerRecord): boolean {
	const refused = rows.filter(({ result }) => result !== 'counted');
	if (decision.approvers.includes(approver)) {
		return refused.filter((row) => row.approver === approver).length < MOST_OF_AN_APPROVER;
	}
	return refused.filter((row) => !decision.approvers.includes(row.approver)).length < MOST_OF_STRANGERS;
}
