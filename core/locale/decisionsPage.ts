import type { DecisionKind, DecisionStatus, Locale } from '../types';
import { decisionsPageTexts as en } from './en/decisionsPage';
import { decisionsPageTexts as ja } from './ja/decisionsPage';

/** Every sentence of the decisions page beyond those of questions and reports. Plain text; figures and times arrive formatted. */
export interface DecisionsPageTexts {
	readonly title: string;
	readonly skip: string;
	readonly access: (who: string, until: string) => string;
	readonly pending: string;
	readonly nothingPending: string;
	readonly past: string;
	/** How many, after a heading. */
	readonly count: (count: number) => string;
	readonly goals: string;
	readonly otherQuestions: string;
	readonly refresh: string;

	readonly kind: Readonly<Record<DecisionKind, string>>;
	readonly status: Readonly<Record<DecisionStatus, string>>;
	readonly urgent: string;
	/** What is left until the deadline, in milliseconds. */
	readonly timeLeft: (milliseconds: number) => string;
	readonly deadline: string;
	readonly choose: string;
	readonly approves: string;
	readonly refuses: string;
	readonly recommended: string;
	readonly effect: { readonly spend: string; readonly probability: string; readonly finish: string };
	readonly number: (unit: string | null, least: string | null, most: string | null) => string;
	readonly text: string;
	readonly submit: string;
	readonly silence: string;
	readonly silenceChooses: (option: string) => string;
	readonly answeredAlready: (option: string) => string;

	readonly record: string;
	readonly quorum: (agreed: number, needed: number) => string;
	readonly asked: string;
	readonly sent: (who: string) => string;
	readonly notSent: (who: string) => string;
	readonly escalated: (level: number) => string;
	readonly nextReminder: (time: string) => string;
	readonly voted: (who: string, option: string) => string;
	readonly applied: string;
	readonly digest: string;

	readonly progress: {
		readonly heading: string;
		readonly reached: string;
		readonly target: (value: string) => string;
		readonly pace: string;
		readonly expected: (value: string) => string;
		readonly forecast: string;
		readonly interval: (low: string, high: string) => string;
		readonly probability: string;
		readonly cost: string;
		readonly budget: (value: string) => string;
	};
	readonly chart: {
		readonly caption: (metric: string) => string;
		readonly summary: (actual: string, target: string, expected: string, forecast: string | null) => string;
		readonly expected: string;
		readonly actual: string;
		readonly forecast: string;
		readonly target: string;
		readonly today: string;
		readonly table: string;
		readonly dayColumn: string;
		readonly end: string;
		/** A large figure on the axis, as short as it goes. */
		readonly short: (value: number) => string;
		readonly day: (day: string) => string;
	};

	readonly refused: {
		readonly expired: string;
		readonly forged: string;
		readonly type: string;
		readonly size: string;
		/** Something failed while an answer was being recorded. */
		readonly unknown: string;
	};
}

/** The sentences of the decisions page, by the goal's language. */
export const DECISIONS_PAGE_TEXTS: Readonly<Record<Locale, DecisionsPageTexts>> = { ja, en };
