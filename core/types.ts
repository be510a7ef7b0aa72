/**
 * The words of the project. Every table, node, message and document uses them in this sense.
 *
 * - Instruction: the owner's sentence, as typed.
 * - Goal: a metric, a target value, a period and a budget, read from an instruction.
 * - Plan: how many actions of which workflow on which day, what that costs and how likely it reaches the goal.
 * - Step: one workflow on one day with its parameters. Derived from the plan.
 * - Catalog entry: a workflow the owner allows, with its unit, capacity, cost and priors.
 * - Run: one execution of a step.
 * - Metric / Observation: a named figure / its value for one day from one source.
 * - Policy, Rule, Verdict: `allow | ask | deny`, with the rule that decided.
 * - Decision: a question to a person with 2–4 options, a deadline and exactly one outcome.
 * - Approver, Channel: who may answer / how they are reached.
 * - Reminder, Escalation: asking the same person again / asking the next one.
 * - Report: what ran, what it brought, what comes next, in the goal's language.
 */

/** ISO 8601 instant in UTC, e.g. `2026-11-20T03:00:00.000Z`. */
export type Instant = string;
/** Calendar day `YYYY-MM-DD` in the goal's time zone. */
export type Day = string;
/** IANA time zone, e.g. `Asia/Tokyo`. */
export type TimeZone = string;
/** ISO 4217 code in capitals, e.g. `JPY`. */
export type CurrencyCode = string;
/** The language of instructions, questions and reports. */
export type Locale = 'ja' | 'en';

/** An amount in major units of one currency. Amounts of different currencies are never added. */
export interface Money {
	readonly amount: number;
	readonly currency: CurrencyCode;
}

/** A metric a goal can aim at. `revenue` and `profit` are money; `*_rate` are fractions; the rest are counts. */
export type MetricName =
	| 'revenue'
	| 'profit'
	| 'new_customers'
	| 'members'
	| 'followers'
	| 'trials'
	| 'leads'
	| 'churn_rate'
	| 'conversion_rate';

export type GoalStatus = 'draft' | 'awaiting_decision' | 'running' | 'paused' | 'achieved' | 'missed' | 'cancelled';

/** A goal and its progress: one row of `goals_tracker`. Money figures are in `currency`. */
export interface Goal {
	readonly goalId: string;
	readonly status: GoalStatus;
	readonly instruction: string;
	readonly locale: Locale;
	readonly metric: MetricName;
	/** In `currency` for money metrics, else a count or fraction. */
	readonly targetValue: number;
	/** `null` for metrics that are not money. Budgets of such goals are in the setting CURRENCY. */
	readonly currency: CurrencyCode | null;
	/** What a relative target was computed from, e.g. last month's revenue. */
	readonly baselineValue: number | null;
	readonly periodStart: Instant;
	/** Exclusive. */
	readonly periodEnd: Instant;
	readonly timeZone: TimeZone;
	/** `null`: the owner set none; the settings' ceilings still hold. */
	readonly budgetLimit: number | null;
	readonly spent: number;
	readonly progressValue: number;
	/** progressValue ÷ targetValue. */
	readonly achievementRate: number;
	/** What the plan's daily targets add up to by now. */
	readonly expectedToDate: number;
	/** progressValue ÷ expectedToDate; `null` before anything is expected. */
	readonly paceRatio: number | null;
	readonly forecastValue: number | null;
	/** Bounds of the 90 % interval. */
	readonly forecastLow: number | null;
	readonly forecastHigh: number | null;
	/** Of reaching the target within the period, 0–1. */
	readonly probability: number | null;
	readonly forecastFinishAt: Instant | null;
	readonly planVersion: number;
	readonly plan: Plan | null;
	readonly requestedBy: string;
	readonly createdAt: Instant;
	readonly updatedAt: Instant;
	readonly closedAt: Instant | null;
	readonly closeReason: string | null;
}

/** How many actions of one workflow the plan does on each day. */
export interface Allocation {
	readonly workflowKey: string;
	/** One whole number per entry of `Plan.days`. */
	readonly actionsPerDay: readonly number[];
	/** Extra parameters passed to the workflow beside the number of actions. */
	readonly params: Readonly<Record<string, JsonValue>>;
	/** Workflow keys that must have succeeded on the same day first. */
	readonly dependsOn: readonly string[];
	/** May run at the same time as others of the same rank. */
	readonly parallel: boolean;
	readonly costPerAction: number;
	/** Expected conversions per action and value per conversion, as believed when the plan was made. */
	readonly conversionRate: number;
	readonly valuePerConversion: number;
	/** What one action brings in the goal's metric, as believed when the plan was made. */
	readonly expectedPerAction?: number;
	/** Days from an action to what it brings. */
	readonly lagDays?: number;
	/** The policy's word on running this allocation. */
	readonly verdict: Verdict;
}

/** A version of the plan of a goal. Small enough for one spreadsheet cell: steps are derived by `core/plan/steps.ts`. */
export interface Plan {
	readonly version: number;
	readonly createdAt: Instant;
	readonly days: readonly Day[];
	/** What each day should bring, in the goal's metric; adds up to the target that was still missing. */
	readonly dailyTargets: readonly number[];
	/** What each day will probably bring: all workflows, their lag counted in, and what comes without them. */
	readonly expectedPerDay?: readonly number[];
	readonly allocations: readonly Allocation[];
	/** Total cost of all allocations, in the goal's currency (or the setting CURRENCY). */
	readonly estimatedCost: number;
	readonly forecast: Forecast;
	/** New customers per day that the target implies at the present value of a customer; `null` when unknown. */
	readonly customersPerDay: number | null;
	/** Value of one customer (ARPU) the plan was computed with, and where it came from. */
	readonly valuePerCustomer: { readonly value: number; readonly source: string } | null;
	readonly risks: readonly Risk[];
	/** At most twelve lines in the goal's language. */
	readonly explanation: readonly string[];
}

/** Something that could make the plan miss. */
export interface Risk {
	readonly code: string;
	readonly text: string;
	readonly probability: number;
}

/** What will probably come out by the end of the period. */
export interface Forecast {
	readonly value: number;
	readonly low: number;
	readonly high: number;
	readonly probability: number;
	readonly finishAt: Instant | null;
}

/** One workflow on one day: what a run executes. */
export interface Step {
	/** `<goalId>/<day>/<workflowKey>`: the same step always has the same key, whatever the plan's version. */
	readonly stepKey: string;
	readonly goalId: string;
	readonly workflowKey: string;
	readonly day: Day;
	readonly scheduledFor: Instant;
	readonly actions: number;
	readonly params: Readonly<Record<string, JsonValue>>;
	readonly dependsOn: readonly string[];
	readonly parallel: boolean;
	readonly estimatedCost: number;
	readonly verdict: Verdict;
}

export type CatalogFlag = 'mass_send' | 'deletes_customer_data' | 'security' | 'external_api';

/** A workflow the owner allows: one row of `workflow_catalog`. Money is in the setting CURRENCY. */
export interface CatalogEntry {
	readonly workflowKey: string;
	/** n8n's id of the workflow. */
	readonly workflowId: string;
	readonly name: string;
	readonly purpose: string;
	/** What one action is: `email`, `trial`, `post` … */
	readonly unit: string;
	readonly capacityPerDay: number;
	/** `null`: unknown, so the workflow is not planned. */
	readonly costPerAction: number | null;
	/** Prior mean of conversions per action, 0–1. */
	readonly conversionMean: number;
	/** How many actions the prior is worth. */
	readonly conversionStrength: number;
	readonly valuePerConversion: number;
	/** Days from action to conversion. */
	readonly lagDays: number;
	readonly dependsOn: readonly string[];
	readonly parallel: boolean;
	readonly params: Readonly<Record<string, JsonValue>>;
	readonly flags: readonly CatalogFlag[];
	readonly enabled: boolean;
	/** `null`: never run by the pack, so its first use is asked for. */
	readonly firstUsedAt: Instant | null;
}

export type RunStatus = 'scheduled' | 'running' | 'succeeded' | 'failed' | 'unknown' | 'stopped';

/** One execution of a step: one row of `run_log`. `runId` is the step's key, so a step has one row however often it is tried. */
export interface Run {
	readonly runId: string;
	readonly goalId: string;
	readonly planVersion: number;
	readonly workflowKey: string;
	readonly params: Readonly<Record<string, JsonValue>>;
	readonly scheduledFor: Instant;
	readonly startedAt: Instant | null;
	readonly finishedAt: Instant | null;
	readonly status: RunStatus;
	readonly attempts: number;
	readonly error: string | null;
	readonly actions: number | null;
	readonly conversions: number | null;
	readonly revenue: number | null;
	readonly cost: number | null;
	readonly executionId: string | null;
}

/** What a step workflow hands back (the contract of the design, section 6). Missing fields are attributed from metrics. */
export interface StepResult {
	readonly actions: number | null;
	readonly conversions: number | null;
	readonly revenue: number | null;
	readonly cost: number | null;
	readonly metrics: Readonly<Record<string, number>>;
	readonly note: string | null;
}

/** The value of a metric for one day from one source: one row of `performance_metrics`. */
export interface Observation {
	/** `<source>/<metric>/<day>[/<goalId>]`: recording the same day again replaces the value. */
	readonly metricId: string;
	readonly observedAt: Instant;
	/** Empty for figures of the whole shop. */
	readonly goalId: string;
	readonly source: string;
	readonly metric: string;
	readonly value: number;
	/** ISO 4217 code for money, else `count` or `fraction`. */
	readonly unit: string;
	readonly labels: Readonly<Record<string, string>>;
}

export type VerdictKind = 'allow' | 'ask' | 'deny';

/** What the policy says, and which rule said it. */
export interface Verdict {
	readonly kind: VerdictKind;
	/** Name of the rule that decided, e.g. `mass-send`. */
	readonly rule: string;
	/** Why, in the goal's language. */
	readonly reason: string;
}

export type DecisionKind =
	| 'plan_approval'
	| 'budget_overrun'
	| 'far_behind'
	| 'anomaly'
	| 'rate_limited'
	| 'parameter_change'
	| 'custom';

export type DecisionStatus = 'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled' | 'superseded';

/** What choosing an option makes the loop do. `none` leaves it to the workflow that asked. */
export type OptionEffect =
	| { readonly type: 'start_plan' }
	| { readonly type: 'replace_plan'; readonly plan: Plan }
	| { readonly type: 'set_budget'; readonly budgetLimit: number }
	| { readonly type: 'scale_plan'; readonly factor: number }
	| { readonly type: 'continue' }
	| { readonly type: 'pause' }
	| { readonly type: 'cancel' }
	| { readonly type: 'none' };

/** One of the two to four answers a decision offers. */
export interface DecisionOption {
	/** `1`, `2` …: what an approver types. */
	readonly key: string;
	readonly label: string;
	/** `approve` goes to the Approved output, `reject` to Rejected. */
	readonly outcome: 'approve' | 'reject';
	readonly effect: OptionEffect;
	/** Computed, never written by hand: what would be spent, how likely the goal is, when it would be reached. */
	readonly spend: Money | null;
	readonly probability: number | null;
	readonly finishAt: Instant | null;
}

/** Where a question was sent, so that the message can be edited when the outcome is known. */
export interface ChannelReceipt {
	readonly channel: 'telegram' | 'email' | 'webhook';
	/** Telegram user id, e-mail address or URL host. */
	readonly approver: string;
	readonly status: 'sent' | 'failed';
	/** Telegram chat and message id; empty for other channels. */
	readonly reference: { readonly chatId?: string; readonly messageId?: number };
	readonly error: string | null;
}

/** A question to a person: one row of `decision_log`. */
export interface Decision {
	readonly decisionId: string;
	/** Empty for decisions of workflows outside the loop. */
	readonly goalId: string;
	readonly kind: DecisionKind;
	readonly status: DecisionStatus;
	readonly question: string;
	/** Figures the question rests on, one per line. */
	readonly evidence: readonly string[];
	readonly options: readonly DecisionOption[];
	/** Key of the recommended option. */
	readonly recommended: string;
	readonly risk: 'low' | 'medium' | 'high';
	readonly urgency: 'low' | 'medium' | 'high';
	readonly channels: readonly ChannelReceipt[];
	/** `telegram:<user id>` or `email:<address>`. */
	readonly approvers: readonly string[];
	readonly quorum: number;
	readonly askedAt: Instant;
	readonly nextReminderAt: Instant | null;
	readonly escalationLevel: number;
	readonly deadline: Instant;
	readonly answeredAt: Instant | null;
	readonly answeredBy: string | null;
	/** Key of the chosen option. */
	readonly answer: string | null;
	readonly reason: string | null;
	/** When the loop carried the answer out. */
	readonly appliedAt: Instant | null;
	/** Digest of exactly what approval will execute; compared again before applying. */
	readonly payloadDigest: string;
	readonly executionId: string | null;
	/** Where the waiting execution is woken. Waking never decides: the woken node reads this record. */
	readonly resumeUrl: string | null;
}

/** One row of `settings`. */
export interface Setting {
	readonly key: string;
	readonly value: string;
	readonly note: string;
}

/** What the loop knows of the business before it plans. */
export interface BusinessState {
	/** Source of the figures, shown with them: `whop`, `ledger` or `input`. */
	readonly source: string;
	readonly revenue: readonly { readonly day: Day; readonly amount: number }[];
	readonly currency: CurrencyCode | null;
	readonly customers: number | null;
	readonly newCustomersPerDay: number | null;
	/** Average revenue per user, in `currency`. */
	readonly arpu: number | null;
	/** Trials that became paying customers, 0–1. */
	readonly trialConversion: number | null;
}

/** A report ready to send. */
export interface Report {
	readonly kind: 'daily' | 'weekly' | 'final' | 'stop';
	readonly goalId: string;
	readonly locale: Locale;
	readonly title: string;
	/** Plain text, one string per line. */
	readonly lines: readonly string[];
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What the loop wants to ask. The shell adds approvers, deadline and digest, and records it before anyone is asked. */
export interface DecisionRequest {
	readonly goalId: string;
	readonly kind: DecisionKind;
	/** Asking with the same goal, kind and key again returns the decision that is there. */
	readonly key: string;
	readonly question: string;
	readonly evidence: readonly string[];
	readonly options: readonly DecisionOption[];
	readonly recommended: string;
	readonly risk: Decision['risk'];
	readonly urgency: Decision['urgency'];
	/** Exactly what approval will execute; its digest is stored with the decision and compared again before applying. */
	readonly payload: JsonValue;
}
