import type { Locale } from '../types';
import { questionTexts as en } from './en/question';
import { questionTexts as ja } from './ja/question';

/** The loop's own questions. Figures arrive formatted. */
export interface QuestionTexts {
	readonly planApproval: (instruction: string) => string;
	readonly why: (reason: string) => string;
	readonly overrun: (share: string) => string;
	readonly overrunEvidence: (budget: string, forecast: string, spent: string) => readonly string[];
	readonly rateLimit: (workflow: string) => string;
	readonly retryTomorrow: string;
	readonly pauseGoal: string;
}

/** The loop's questions, by the goal's language. */
export const QUESTION_TEXTS: Readonly<Record<Locale, QuestionTexts>> = { ja, en };
