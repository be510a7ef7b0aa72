import type { AnswerRecord, Decision, Instant } from '../../types';
import type { DecisionView } from '../view';

/** A decision with all that a page shows of it. */
export interface Question {
	readonly decision: Decision;
	readonly view: DecisionView;
	/** Answers of `answer_log` that count for it. */
	readonly votes: readonly AnswerRecord[];
	readonly now: Instant;
}

/** A question that the reader may answer by the page's form. */
export interface OpenQuestion extends Question {
	readonly approver: string;
	/** Signature over decision, option, approver and deadline, by the option's key. */
	readonly signatures: ReadonlyMap<string, string>;
}

/**
 * The time by which a question is judged. Two clocks need not agree, and a replayed day has a clock of its own; but nothing happens
 * to a question before it was asked.
 */
export const timeFor = ({ askedAt }: Decision, now: Instant): Instant => (now > askedAt ? now : askedAt);
