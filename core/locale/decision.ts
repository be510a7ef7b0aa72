import type { InputProblem } from '../decision/inputValue';
import type { Unclear } from '../decision/resolveTyped';
import type { Decision, Instant, Locale, TimeZone } from '../types';
import { decisionTexts as en } from './en/decision';
import { decisionTexts as ja } from './ja/decision';

/** Every sentence of a question and what follows it. Plain text; figures and times arrive formatted, names arrive clean. */
export interface DecisionTexts {
	readonly time: (instant: Instant, zone: TimeZone) => string;
	readonly day: (instant: Instant, zone: TimeZone) => string;

	readonly title: Readonly<Record<Decision['urgency'], string>>;
	readonly evidence: string;
	readonly options: string;
	readonly spend: (amount: string) => string;
	readonly probability: (percent: string) => string;
	readonly finish: (day: string) => string;
	readonly effects: (effects: readonly string[]) => string;
	/** Instead of effects, where none were computed for an option and some for another. */
	readonly effectUnknown: string;
	readonly recommended: (option: string) => string;
	readonly risk: Readonly<Record<Decision['risk'], string>>;
	readonly deadline: (time: string) => string;
	/** Instead of `deadline`, where policy names what happens without an answer. */
	readonly deadlineDefault: (time: string, option: string) => string;
	/** Several names in a row. */
	readonly names: (names: readonly string[]) => string;
	/** How many approvals there are and how many are needed. */
	readonly quorum: (approvals: number, quorum: number) => string;
	readonly voted: (option: string, who: string, time: string) => string;
	/** The votes so far differ so much that nothing can be approved any more. */
	readonly split: string;
	/** How to type an answer; `words` when yes and no each name one option. */
	readonly howToAnswer: (words: boolean) => string;
	/** Over the links of an e-mail. */
	readonly emailHint: string;
	/** On the button or link to the decisions page. */
	readonly openPage: string;

	readonly approved: (option: string, who: string, time: string) => string;
	readonly rejected: (option: string, who: string, time: string) => string;
	readonly expired: (time: string) => string;
	readonly expiredDefault: (time: string, option: string) => string;
	readonly cancelled: string;
	readonly superseded: string;
	readonly reason: (text: string) => string;

	/** What an approver is told right after the answer was recorded. */
	readonly recorded: (option: string) => string;
	readonly recordedVote: (option: string) => string;
	readonly unauthorised: string;
	readonly ownRequest: string;
	readonly alreadyVoted: (option: string, time: string) => string;
	readonly unknownOption: (option: string) => string;
	readonly repeated: (option: string, time: string) => string;
	readonly alreadyDecided: (option: string, who: string, time: string) => string;
	readonly late: (time: string) => string;
	/** The same for a question of a goal: it is held, and can be let go on. */
	readonly lateOfGoal: (time: string) => string;
	/** Instead of `late`, where policy named what happens without an answer. */
	readonly lateDefault: (time: string, option: string) => string;
	readonly forged: string;
	readonly notFound: string;
	readonly unclear: Readonly<Record<Unclear, string>>;
	/** Several questions are open and the reply does not say which one it answers. */
	readonly whichQuestion: (questions: readonly string[]) => string;

	readonly input: {
		/** Asks for the value of an option. */
		readonly prompt: (option: string, hint: string) => string;
		/** What a value must be; the limits arrive formatted. */
		readonly money: (currency: string) => string;
		readonly number: (unit: string) => string;
		readonly text: (maxLength: number) => string;
		readonly limits: (least: string | null, most: string | null) => string;
		readonly problem: Readonly<Record<InputProblem, string>>;
		/** Marks the option that asks for a value. */
		readonly asked: string;
	};

	readonly page: {
		readonly confirm: (option: string) => string;
		readonly reasonLabel: string;
		readonly button: Readonly<Record<'approve' | 'reject', string>>;
		readonly closed: string;
		readonly unavailable: string;
	};
}

/** The sentences of questions, by the goal's language. */
export const DECISION_TEXTS: Readonly<Record<Locale, DecisionTexts>> = { ja, en };
