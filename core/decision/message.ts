import { formatMoney, formatPercent } from '../locale/format';
import type { AnswerRecord, Decision, DecisionOption } from '../types';
import { answeredBy } from './answerDecision';
import { inputHint } from './inputHint';
import { cleanText, escapeHtml } from './safeText';
import { countedVotes, tally } from './tally';
import { approverNames, choiceName, optionName, type DecisionView } from './view';

const LONGEST_EVIDENCE = 300;
/** A line of a message: plain text, and whether it stands out. */
export interface Line {
	readonly text: string;
	readonly bold?: boolean;
}

const line = (text: string, bold = false): Line => ({ text, bold });

/** What choosing an option would do, computed and never taken from its label: spend, probability, finish date. */
export function optionEffects(option: DecisionOption, { locale, timeZone, texts }: DecisionView): string {
	const effects: string[] = [];
	if (option.spend) effects.push(texts.spend(formatMoney(option.spend.amount, option.spend.currency, locale)));
	if (option.probability !== null) effects.push(texts.probability(formatPercent(option.probability)));
	if (option.finishAt !== null) effects.push(texts.finish(texts.day(option.finishAt, timeZone)));
	return effects.length === 0 ? '' : texts.effects(effects);
}

/** An option and, on a line of its own that no label can imitate, what the record says it would do. */
function optionLines(option: DecisionOption, decision: Decision, view: DecisionView): Line[] {
	const { texts } = view;
	const asked = decision.input?.option === option.key ? ` (${texts.input.asked})` : '';
	const effects = optionEffects(option, view) || (isUnknown(option, decision, view) ? texts.effectUnknown : '');
	return [line(`${mark(option)} ${optionName(option)}${asked}`), ...(effects === '' ? [] : [line(`\u3000→ ${effects}`)])];
}

/** Whether an approving option says nothing of its effect beside others that do. */
const isUnknown = (option: DecisionOption, { options }: Decision, view: DecisionView): boolean =>
	option.outcome === 'approve' && options.some((other) => optionEffects(other, view) !== '');

/**
 * The question as shown to an approver, in lines of plain text. Empty lines separate its parts; the last line says how to answer.
 * @param votes the answers that count so far, where several are needed.
 */
export function questionLines(decision: Decision, view: DecisionView, votes: readonly AnswerRecord[] = []): Line[] {
	const { texts, timeZone } = view;
	const optionOf = (key: string): DecisionOption | undefined => decision.options.find((option) => option.key === key);
	const recommended = optionOf(decision.recommended);
	const harmless = optionOf(decision.expiryOption);
	const one = (outcome: DecisionOption['outcome']): boolean => decision.options.filter((o) => o.outcome === outcome).length === 1;
	const deadline = texts.time(decision.deadline, timeZone);
	return [
		line(texts.title[decision.urgency], true),
		...cleanText(decision.question, 4_000)
			.split('\n')
			.map((text) => line(text, true)),
		...(decision.evidence.length > 0 ? [line(''), line(texts.evidence)] : []),
		...decision.evidence.map((text) => line(`・${cleanText(text, LONGEST_EVIDENCE).replace(/\n/g, ' ')}`)),
		line(''),
		line(texts.options),
		...decision.options.flatMap((option) => optionLines(option, decision, view)),
		line(''),
		...(recommended ? [line(texts.recommended(optionName(recommended)))] : []),
		line(texts.risk[decision.risk]),
		line(harmless ? texts.deadlineDefault(deadline, optionName(harmless)) : texts.deadline(deadline)),
		...(decision.quorum > 1 ? voteLines(decision, view, votes) : []),
		...(decision.input ? [line(inputHint(decision.input, view))] : []),
		line(texts.howToAnswer(one('approve') && one('reject'))),
	];
}

/** How many approvals there are, from whom, and how many are still needed. */
export function voteLines(decision: Decision, view: DecisionView, answers: readonly AnswerRecord[]): Line[] {
	const { texts, timeZone } = view;
	const counted = tally(decision, answers);
	const approvals = counted.state === 'open' ? counted.approvals : counted.votes.length;
	return [
		line(texts.quorum(approvals, decision.quorum)),
		...countedVotes(decision, answers).map(({ approver, answer, answerValue, receivedAt }) => {
			const choice = choiceName({ ...decision, answer, answerValue }, view);
			return line(texts.voted(choice, approverNames([approver], view), texts.time(receivedAt, timeZone)));
		}),
		...(counted.state === 'open' && !counted.reachable ? [line(texts.split)] : []),
	];
}

/** What became of the question: shown in its place once it is closed. */
export function outcomeLines(decision: Decision, view: DecisionView): Line[] {
	return [
		...cleanText(decision.question, 1_000)
			.split('\n')
			.map((text) => line(text, true)),
		line(''),
		...outcome(decision, view),
	];
}

function outcome(decision: Decision, view: DecisionView): Line[] {
	const { texts, timeZone } = view;
	switch (decision.status) {
		case 'pending':
			return [line(texts.deadline(texts.time(decision.deadline, timeZone)))];
		case 'approved':
		case 'rejected': {
			const { answeredAt, reason } = decision;
			const by = answeredBy(decision);
			if (by.length === 0 || answeredAt === null) return [];
			const said = texts[decision.status](choiceName(decision, view), approverNames(by, view), texts.time(answeredAt, timeZone));
			return [line(said), ...(reason ? [line(texts.reason(cleanText(reason, 500)))] : [])];
		}
		case 'expired': {
			const time = texts.time(decision.deadline, timeZone);
			return [line(decision.answer === null ? texts.expired(time) : texts.expiredDefault(time, choiceName(decision, view)))];
		}
		case 'cancelled':
			return [line(texts.cancelled)];
		case 'superseded':
			return [line(texts.superseded)];
	}
}

/** Says whether an option approves or refuses, whatever its label claims. */
export const mark = (option: DecisionOption): string => (option.outcome === 'approve' ? '✅' : '🚫');

/** Lines as Telegram's HTML. */
export const toHtml = (lines: readonly Line[]): string =>
	lines.map(({ text, bold }) => (bold && text !== '' ? `<b>${escapeHtml(text)}</b>` : escapeHtml(text))).join('\n');
