import { sleep } from 'n8n-workflow';
import type { Answer, Refusal } from '../../core/decision/answerDecision';
import { hasRoom, refusalRecord, resultOf, type Receipt } from '../../core/decision/answerRecord';
import { isOverdue } from '../../core/decision/closeDecision';
import { inputPrompt } from '../../core/decision/inputHint';
import { voteLines } from '../../core/decision/message';
import { refusalText } from '../../core/decision/refusalText';
import { choiceName, viewOf, type DecisionView } from '../../core/decision/view';
import { readSettings } from '../../core/settings';
import type { AnswerRecord, AnswerResult, Decision } from '../../core/types';
import { sha256 } from '../shared/signing';
import { closeOverdue } from './closeOverdue';
import { viewFor, type Desk } from './desk';
import { recordAnswer } from './recordAnswer';

/** What became of an answer, and what the person is told. */
export interface Handled {
	readonly outcome: 'recorded' | 'refused' | 'not_an_answer';
	/** Why it was refused: a refusal's code, or `forged`, `not_found`, `unclear`, `which_question`. */
	readonly code: string | null;
	readonly message: string;
	/** `null` when nobody knows which decision was meant, or may know. */
	readonly decision: Decision | null;
	readonly view: DecisionView | null;
	/** The answers that count so far, where several are needed. */
	readonly votes: readonly AnswerRecord[];
	/** Whether an execution goes on with the outcome; `null` while there is none. It never rejects. */
	readonly woken: Promise<boolean> | null;
	/** The row that the log is still to get, and the decision it is about. */
	readonly log: { readonly row: AnswerRecord; readonly about: Decision | null } | null;
}

/** Nothing that is meant for us: another button of the same bot, an instruction, small talk. */
export const NOT_AN_ANSWER: Handled = {
	outcome: 'not_an_answer',
	code: null,
	message: '',
	decision: null,
	view: null,
	votes: [],
	woken: null,
	log: null,
};

/** Refuses without a word about any decision. */
export const refuse = (code: string, message: string, log: Handled['log'] = null): Handled => ({
	...NOT_AN_ANSWER,
	outcome: 'refused',
	code,
	message,
	log,
});

/** The row of an answer that is refused before it is judged. */
export const refusedRow = (
	decisionId: string,
	about: Decision | null,
	answer: Answer,
	result: Exclude<AnswerResult, 'counted'>,
	receipt: Receipt,
): Handled['log'] => ({ row: refusalRecord(decisionId, answer, result, receipt, sha256), about });

/** How long an execution that is woken has n8n to itself, before what nobody waits for is done. */
const HEAD_START_MS = 250;

/**
 * Counts an answer of a person whose identity is proved, and words what came of it. Who waits is woken as soon as the outcome is on
 * record, before anything is worded, shown or logged; also by an answer that came after it, because n8n may have been killed in between.
 */
export async function judge(desk: Desk, before: Decision, answer: Answer, receipt: Receipt): Promise<Handled> {
	const { decision: judged, votes, result } = await recordAnswer(desk.ledger, before, answer, receipt);
	const decision = isOverdue(judged, receipt.at) ? await closeOverdue(desk.ledger, judged) : judged;
	const woken = decision.status === 'pending' ? null : desk.wake(decision);
	if (woken) await Promise.race([woken, sleep(HEAD_START_MS)]);
	const view = await viewOfRecorded(desk, decision);
	if (!result.ok) {
		const logged = resultOf(result.error.code);
		return {
			outcome: 'refused',
			code: result.error.code,
			message: refusalMessage(result.error, decision, view),
			decision,
			view,
			votes,
			woken,
			log: logged && logged !== 'counted' ? refusedRow(decision.decisionId, decision, answer, logged, receipt) : null,
		};
	}
	const vote = result.value;
	const choice = choiceName({ ...decision, answer: vote.answer, answerValue: vote.answerValue }, view);
	const [progress] = decision.status === 'pending' ? voteLines(decision, view, votes) : [];
	const message = progress ? `${view.texts.recordedVote(choice)}\n${progress.text}` : view.texts.recorded(choice);
	// A vote was written before it was counted; the one answer that decides alone is in the decision already.
	const log = decision.quorum === 1 ? { row: vote, about: decision } : null;
	return { outcome: 'recorded', code: null, message, decision, view, votes, woken, log };
}

/** What is on record is told as recorded, in the usual time zone where the ledger cannot be asked for the right one any more. */
async function viewOfRecorded(desk: Desk, decision: Decision): Promise<DecisionView> {
	try {
		return await viewFor(desk, decision);
	} catch {
		return viewOf(decision, null, readSettings([]).timeZone);
	}
}

/** A button for an option that asks for a value is the beginning of an answer: what is to be typed is asked for. */
function refusalMessage(refusal: Refusal, decision: Decision, view: DecisionView): string {
	const option = refusal.code === 'value_missing' && decision.options.find(({ key }) => key === refusal.input.option);
	return option ? inputPrompt(option, refusal.input, view) : refusalText(refusal, view);
}

/**
 * Writes the row of an answer into the log, unless there are so many of its kind that somebody must be at play.
 * @returns whether the log has it. That it could not be written changes nothing of what was decided.
 */
export async function logAnswer({ ledger }: Desk, { log }: Handled): Promise<boolean> {
	if (!log) return false;
	const { row, about } = log;
	try {
		if (row.result !== 'counted' && about) {
			const rows = await ledger.read('answer_log', { decisionId: about.decisionId });
			if (!hasRoom(about, rows, row)) return false;
		}
		await ledger.insert('answer_log', [row]);
		return true;
	} catch {
		return false;
	}
}
