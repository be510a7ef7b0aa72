import type { Instant } from './primitives';

/** The way an answer came in. */
export type AnswerChannel = 'telegram' | 'page' | 'webhook' | 'fields';

/** What came of an answer. Only `counted` ones decide anything. */
export type AnswerResult =
	| 'counted'
	/** After the deadline. */
	| 'late'
	/** The decision was closed already, or this approver has voted before. */
	| 'repeated'
	/** The question was taken back or asked anew. */
	| 'withdrawn'
	/** From somebody who is no approver. */
	| 'unauthorised'
	/** From whoever asked, where others have to agree. */
	| 'own_request'
	/** Its signature is wrong. */
	| 'forged'
	/** It names no option, or its value is none that was asked for. */
	| 'invalid'
	/** There is no such decision. */
	| 'unknown_decision';

/** One answer that came in: one row of `answer_log`. Nothing in it is true of a refused answer but that somebody claimed it. */
export interface AnswerRecord {
	/** `<decisionId>/<approver>` of a counted answer: the first of each approver stands. */
	readonly answerId: string;
	readonly decisionId: string;
	readonly receivedAt: Instant;
	readonly channel: AnswerChannel;
	/** As claimed: `telegram:<user id>` or `email:<address>`. */
	readonly approver: string;
	/** Key of the option, as claimed. */
	readonly answer: string;
	/** What was typed for the question's `input`. */
	readonly answerValue: string | null;
	readonly reason: string | null;
	readonly result: AnswerResult;
	readonly note: string | null;
}
