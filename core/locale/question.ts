import type { Locale } from '../types';
import { questionTexts as en } from './en/question';
import { questionTexts as ja } from './ja/question';

/** The loop's own questions. Figures arrive formatted. */
export interface QuestionTexts {
	readonly planApproval: (instruction: string) => string;
	readonly why: (reason: string) => string;
	readonly overrun: (share: string) => string;
	/** For a goal that is to cost nothing. */
	readonly overrunFree: (forecast: string) => string;
	readonly overrunEvidence: (budget: string, forecast: string, spent: string) => readonly string[];
	/** What a person agreed to spend beyond the budget before. */
	readonly agreedBefore: (amount: string) => string;
	/** What an approved plan may be moved within: workflows with their most actions a day, and the money. */
	readonly room: (workflows: string, budget: string) => string;
	readonly roomItem: (name: string, most: string) => string;
	readonly goOn: string;
	readonly raise: (budget: string) => string;
	readonly leaveOut: (workflows: readonly string[]) => string;
	readonly anomaly: (workflow: string) => string;
	readonly anomalyEvidence: (came: string, expected: string, sigma: string) => readonly string[];
	readonly farBehind: (probability: string) => string;
	readonly farBehindEvidence: (achieved: string, days: string) => readonly string[];
	readonly moreRoom: (now: string, then: string) => string;
	readonly change: (workflow: string, before: string, after: string) => string;
	readonly adapt: string;
	/** The same where LEARNING_ROOM lets nothing adapt any further. */
	readonly adaptOnce: string;
	readonly smallOnly: string;
	readonly rateLimit: (workflows: readonly string[]) => string;
	readonly retryTomorrow: string;
	readonly pauseGoal: string;
}

/** The loop's questions, by the goal's language. */
export const QUESTION_TEXTS: Readonly<Record<Locale, QuestionTexts>> = { ja, en };
