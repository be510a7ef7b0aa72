import type { MetricName } from '../types';
import type { QuestionCode } from './types';

/** Wording of one language for what the reader asks. */
export interface GoalTexts {
	readonly money: (amount: number, currency: string | null) => string;
	readonly count: (value: number) => string;
	readonly day: (day: string) => string;
	readonly days: (first: string, last: string) => string;
	/** A move of a rate in percentage points. */
	readonly points: (points: number) => string;
	readonly change: (text: string) => string;
	readonly metrics: Readonly<Record<MetricName, string>>;
	readonly questions: Readonly<Record<QuestionCode, string>>;
	/** A whole goal in one or two sentences that read back as the same goal. */
	readonly goal: (metric: MetricName, target: string, first: string, last: string, budget: string | null) => string;
	/** The two answers about a workflow. */
	readonly useOrNot: readonly string[];
	/** A total of a whole period, or of what is left of it. */
	readonly inAllOrMore: (amount: string) => readonly [all: string, more: string];
	readonly yesNo: readonly [yes: string, no: string];
}
