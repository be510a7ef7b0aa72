import type { DecisionStatus, GoalStatus, Locale, Report } from '../types';
import { reportTexts as en } from './en/report';
import { reportTexts as ja } from './ja/report';

/** Every sentence of a report. Figures arrive formatted. */
export interface ReportTexts {
	readonly title: Readonly<Record<Report['kind'], string>>;
	readonly status: Readonly<Record<GoalStatus, string>>;
	readonly instruction: (text: string) => string;
	readonly statusLine: (status: string) => string;
	readonly progress: (metric: string, value: string, target: string, rate: string) => string;
	readonly pace: (expected: string, ratio: string | null) => string;
	readonly forecast: (value: string, low: string, high: string, probability: string) => string;
	readonly cost: (spent: string, budget: string | null) => string;
	readonly runs: (name: string, succeeded: number, failed: number, actions: number) => string;
	readonly runsTitle: string;
	readonly noRuns: string;
	readonly decision: (question: string, answer: string) => string;
	readonly decisionsTitle: string;
	readonly answeredBy: (label: string, who: string, minutes: number) => string;
	readonly decisionStatus: Readonly<Record<DecisionStatus, string>>;
	readonly next: (name: string, actions: number) => string;
	readonly nextTitle: string;
	readonly reason: (text: string) => string;
}

/** The sentences of reports, by the goal's language. */
export const REPORT_TEXTS: Readonly<Record<Locale, ReportTexts>> = { ja, en };
