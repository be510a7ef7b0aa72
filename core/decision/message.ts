import { formatMoney, formatPercent } from '../locale/format';
import type { Decision, DecisionOption } from '../types';
import { chosenOption } from './answerDecision';
import { cleanText, escapeHtml } from './safeText';
import { approverName, optionName, type DecisionView } from './view';

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

/** The question as shown to an approver, in lines of plain text. Empty lines separate its parts. */
export function questionLines(decision: Decision, view: DecisionView): Line[] {
	const { texts, timeZone } = view;
	const recommended = decision.options.find(({ key }) => key === decision.recommended);
	const one = (outcome: DecisionOption['outcome']): boolean => decision.options.filter((o) => o.outcome === outcome).length === 1;
	return [
		line(texts.title[decision.urgency], true),
		...cleanText(decision.question, 4_000)
			.split('\n')
			.map((text) => line(text, true)),
		...(decision.evidence.length > 0 ? [line(''), line(texts.evidence)] : []),
		...decision.evidence.map((text) => line(`・${cleanText(text, LONGEST_EVIDENCE).replace(/\n/g, ' ')}`)),
		line(''),
		line(texts.options),
		...decision.options.map((option) => {
			const effects = optionEffects(option, view);
			return line(`${mark(option)} ${optionName(option)}${effects ? ` — ${effects}` : ''}`);
		}),
		line(''),
		...(recommended ? [line(texts.recommended(optionName(recommended)))] : []),
		line(texts.risk[decision.risk]),
		line(texts.deadline(texts.time(decision.deadline, timeZone))),
		line(texts.howToAnswer(one('approve') && one('reject'))),
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

function outcome(decision: Decision, { texts, timeZone }: DecisionView): Line[] {
	switch (decision.status) {
		case 'pending':
			return [line(texts.deadline(texts.time(decision.deadline, timeZone)))];
		case 'approved':
		case 'rejected': {
			const option = chosenOption(decision);
			const { answeredBy, answeredAt, reason } = decision;
			if (!option || answeredBy === null || answeredAt === null) return [];
			const said = texts[decision.status](optionName(option), approverName(answeredBy), texts.time(answeredAt, timeZone));
			return [line(said), ...(reason ? [line(texts.reason(cleanText(reason, 500)))] : [])];
		}
		case 'expired':
			return [line(texts.expired(texts.time(decision.deadline, timeZone)))];
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
