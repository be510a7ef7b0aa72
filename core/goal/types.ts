import type { CurrencyCode, Day, Instant, Locale, MetricName, OwnersLimits, TimeZone } from '../types';
import type { Span } from './source';

export type { Span } from './source';

/** How sure the owner is of a figure. */
export type Hedge = 'about' | 'at_least' | 'at_most';

/** What a relative target is compared with. */
export type Base =
	/** The stretch of the same length before the goal's period; for a calendar month the month before. */
	| 'previous_period'
	| 'previous_day'
	| 'previous_week'
	| 'previous_month'
	| 'previous_quarter'
	| 'previous_year'
	/** The same stretch a year earlier. */
	| 'same_period_last_year';

/** What is to be reached. */
export type Target =
	/** A figure: in `currency` when it is money, else a count or a fraction (0.05 for 5 %). */
	| {
			readonly type: 'absolute';
			readonly value: number;
			readonly upTo: number | null;
			readonly currency: CurrencyCode | null;
			readonly hedge: Hedge | null;
			readonly span: Span;
	  }
	/** A multiple of the base: 1.2 for 20 % more. */
	| { readonly type: 'relative'; readonly factor: number; readonly base: Base; readonly baseStated: boolean; readonly span: Span }
	/** A figure on top of the base. */
	| {
			readonly type: 'change';
			readonly delta: number;
			readonly currency: CurrencyCode | null;
			readonly base: Base;
			readonly span: Span;
	  };

/** The goal's days. */
export interface PeriodReading {
	readonly firstDay: Day;
	/** The last day that counts. */
	readonly lastDay: Day;
	/** `deadline`: the words name the end only, the period begins today. */
	readonly kind: 'length' | 'calendar' | 'deadline' | 'range';
	readonly span: Span;
}

/** What the owner rules out or limits. */
export type Constraint =
	| {
			readonly type: 'budget';
			readonly amount: number;
			readonly currency: CurrencyCode | null;
			readonly per: 'total' | 'day' | 'week' | 'month';
			readonly span: Span;
	  }
	/** A workflow key where the name is known, else the words as typed. */
	| { readonly type: 'exclude'; readonly name: string; readonly workflowKey: string | null; readonly span: Span }
	/** `only` these are to be used. */
	| { readonly type: 'only'; readonly name: string; readonly workflowKey: string | null; readonly span: Span }
	| {
			readonly type: 'cap';
			readonly count: number;
			readonly unit: string;
			readonly per: 'total' | 'day' | 'week' | 'month';
			readonly span: Span;
	  };

/** Something the owner asks to be done. */
export interface ActionReading {
	readonly action: 'run_workflows' | 'earn' | 'increase' | 'decrease' | 'acquire' | 'keep' | 'send' | 'post' | 'report' | 'stop';
	readonly span: Span;
	readonly negated: boolean;
}

export type QuestionCode =
	| 'text_too_long'
	| 'target_missing'
	| 'target_conflict'
	| 'target_range'
	| 'target_not_positive'
	| 'metric_missing'
	| 'period_missing'
	| 'period_conflict'
	| 'period_ambiguous'
	/** The deadline names a time of day, and goals are made of whole days. */
	| 'clock_time'
	/** A term of the owner's books, such as 今期, whose days nobody else knows. */
	| 'term_unknown'
	| 'deadline_past'
	| 'currency_conflict'
	| 'currency_ambiguous'
	| 'budget_not_positive'
	| 'goal_negated'
	| 'rate_ambiguous'
	| 'target_per_day'
	| 'base_mismatch'
	| 'baseline_missing'
	/** Nobody records the metric, so that the goal's progress would never be known. */
	| 'metric_unrecorded'
	/** Nobody knows where the level or rate stands now. */
	| 'level_unknown'
	/** A level that is already there, or so many more. */
	| 'level_or_gain'
	/** So much over a period that has begun, or so much more from now on. */
	| 'whole_or_more'
	| 'workflow_unknown'
	/** A workflow is named near a refusal that may be about it. */
	| 'workflow_doubtful';

/** What has two readings or is missing. */
export interface Question {
	readonly code: QuestionCode;
	/** In the instruction's language. */
	readonly text: string;
	/** The readings to choose from, in the instruction's language; empty when something is missing altogether. */
	readonly readings: readonly string[];
	readonly span: Span | null;
}

/** An instruction as understood. Spans are UTF-16 offsets of the text as typed. */
export interface ParsedInstruction {
	readonly text: string;
	readonly locale: Locale;
	/** The day it was read on, in the zone. */
	readonly today: Day;
	readonly metric: { readonly name: MetricName; readonly stated: boolean; readonly span: Span | null } | null;
	readonly target: Target | null;
	readonly period: PeriodReading | null;
	readonly constraints: readonly Constraint[];
	readonly actions: readonly ActionReading[];
	readonly workflows: readonly { readonly name: string; readonly workflowKey: string | null; readonly span: Span }[];
	readonly questions: readonly Question[];
}

/** What reading depends on beside the text. */
export interface ReadOptions {
	readonly now: Instant;
	readonly timeZone: TimeZone;
	readonly language: 'auto' | Locale;
	/** Currency of amounts that name none. */
	readonly defaultCurrency: CurrencyCode;
	/** The catalog's workflows, so that their names are recognised. */
	readonly workflows?: readonly { readonly key: string; readonly name: string }[];
}

/** The part of a goal that an instruction determines. */
export interface GoalDraft {
	readonly instruction: string;
	readonly locale: Locale;
	readonly metric: MetricName;
	readonly targetValue: number;
	readonly currency: CurrencyCode | null;
	readonly baselineValue: number | null;
	readonly periodStart: Instant;
	readonly periodEnd: Instant;
	readonly timeZone: TimeZone;
	readonly budgetLimit: number | null;
	readonly limits: OwnersLimits | null;
	readonly constraints: readonly Constraint[];
}
