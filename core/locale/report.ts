import type { Profile } from '../profile';
import type { AdjustmentReason, DecisionStatus, GoalStatus, Locale, Report } from '../types';
import { reportTexts as en } from './en/report';
import { reportTexts as ja } from './ja/report';

/** What the runs of one workflow did. Amounts arrive formatted; `null` where nothing is known. */
export interface RunCounts {
	readonly succeeded: number;
	readonly failed: number;
	/** Failed, and will be tried again. */
	readonly retrying: number;
	readonly running: number;
	readonly stopped: number;
	/** Were not let start, and why. */
	readonly held: number;
	readonly heldBecause: string;
	readonly actions: number;
	readonly conversions: number | null;
	readonly revenue: string | null;
	readonly cost: string | null;
	/** Set aside for what nobody knows the cost of. */
	readonly uncertain: string | null;
}

/** Every sentence of a report. Figures arrive formatted. */
export interface ReportTexts {
	readonly title: Readonly<Record<Report['kind'], string>>;
	/** The title of a report about a day, or from one day to another. */
	readonly titleOf: (title: string, first: string | null, last: string) => string;
	readonly status: Readonly<Record<GoalStatus, string>>;
	readonly instruction: (text: string) => string;
	readonly statusLine: (status: string) => string;
	readonly progress: (metric: string, value: string, target: string, rate: string) => string;
	/** Nobody has measured the goal's rate or level. */
	readonly unmeasured: (metric: string, target: string) => string;
	/** What came in the time of the report. */
	/** `day`: the day of the report, which is often read when another has begun. */
	readonly brought: Readonly<Record<'daily' | 'weekly', (metric: string, value: string, day: string) => string>>;
	/** What was planned by the end of yesterday, and what has come as a share of it. */
	readonly pace: (expected: string, ratio: string) => string;
	readonly forecast: (value: string, low: string, high: string, probability: string) => string;
	readonly cost: (spent: string, budget: string | null) => string;
	/** The days' figures as a line of blocks, and the first and last day (`MM-dd`). */
	readonly trend: (blocks: string, first: string, last: string) => string;
	/** In place of the days' figures, where an exchange rate is missing. */
	readonly rateMissing: (setting: string) => string;
	readonly runs: (name: string, counts: RunCounts) => string;
	readonly runsTitle: string;
	readonly noRuns: string;
	/** A workflow that is left alone after failures; `again`: local time of the next try. */
	readonly resting: (workflow: string, again: string | null, error: string) => string;
	/** Retries of the day and how many there may be. */
	readonly retries: (used: number, budget: number) => string;
	/** Runs that succeeded and their share, mean seconds of a run, share of the budget that is spent; `null` where there is none. */
	readonly efficiency: (succeeded: number, rate: string | null, seconds: number | null, budgetUse: string | null) => string;
	/** Questions, median minutes to an answer, share of runs that needed no question. */
	readonly deciding: (questions: number, minutes: number | null, automatic: string | null) => string;
	/** Where the chart of a report by mail is. */
	readonly chartAttached: (file: string) => string;
	readonly decision: (question: string, answer: string) => string;
	readonly decisionsTitle: string;
	readonly answeredBy: (label: string, who: string, minutes: number) => string;
	readonly decisionStatus: Readonly<Record<DecisionStatus, string>>;
	readonly next: (name: string, actions: number) => string;
	/** Of the next day, or of the next seven. */
	/** `day`: the first that is told of. */
	readonly nextTitle: Readonly<Record<'daily' | 'weekly', (day: string) => string>>;
	readonly nextNothing: string;
	/** In the report of a goal that has ended. */
	readonly nextAfterEnd: string;
	/** What was under way and is stopped: the workflow, its actions, and the local time at which it began; `null`: it never did. */
	readonly howToResume: string;
	readonly stoppedTitle: string;
	readonly stopped: (workflow: string, actions: number, since: string | null) => string;
	readonly stoppedNothing: string;
	readonly waiting: (question: string) => string;
	readonly reason: (text: string) => string;
	/** How far the loop goes by itself. */
	readonly profile: Readonly<Record<Profile, string>>;
	readonly adjustmentsTitle: string;
	readonly adjustment: (name: string, before: number, after: number, reason: string) => string;
	readonly adjustmentReason: Readonly<Record<AdjustmentReason, string>>;
	/**
	 * How often the plan was adjusted, how many of that were measured only in part or not at all when the goal ended, what it brought,
	 * and by how much expectations have become better; `null` where unknown.
	 */
	readonly learning: (
		count: { readonly all: number; readonly partly: number; readonly never: number },
		effect: string | null,
		speed: string | null,
	) => string;
}

/** The sentences of reports, by the goal's language. */
export const REPORT_TEXTS: Readonly<Record<Locale, ReportTexts>> = { ja, en };
