import { policyText } from '../locale/policyText';
import type { Locale, Verdict, VerdictKind } from '../types';
import type { Facts } from './facts';

/** What somebody wants to do. */
export type PolicyAction =
	| 'start_plan'
	| 'start_run'
	| 'change_parameter'
	| 'continue_goal'
	| 'retry_run'
	| 'read'
	| 'write_ledger'
	| 'send_report';

type FactOf<T> = { [K in keyof Facts]: Facts[K] extends T ? K : never }[keyof Facts];

/** Something that has to hold: a yes-or-no fact, or a figure compared with another figure. */
export type Condition =
	| { readonly fact: FactOf<boolean>; readonly is: boolean }
	| { readonly fact: FactOf<number>; readonly above: FactOf<number> }
	| { readonly fact: FactOf<number>; readonly atLeast: FactOf<number> }
	| { readonly fact: FactOf<number>; readonly atMost: FactOf<number> };

/** A rule as data: for these actions, when all conditions hold, this is the word. */
export interface Rule {
	readonly name: RuleName;
	readonly kind: VerdictKind;
	readonly actions: readonly PolicyAction[];
	readonly when: readonly Condition[];
}

/** Every rule of the policy; `default` is the word where none applies. */
export type RuleName =
	| 'auto-execution-off'
	| 'deletes-customer-data'
	| 'unknown-workflow'
	| 'disabled-workflow'
	| 'unknown-cost'
	| 'daily-capacity'
	| 'daily-ceiling'
	| 'weekly-ceiling'
	| 'monthly-ceiling'
	| 'goal-ceiling'
	| 'failing-workflow'
	| 'security'
	| 'new-api'
	| 'first-use'
	| 'mass-send'
	| 'over-budget'
	| 'nothing-to-run'
	| 'strategic-change'
	| 'noticeable-change'
	| 'anomaly'
	| 'rate-limited'
	| 'far-behind'
	| 'too-many-retries'
	| 'known-workflow'
	| 'approved-step'
	| 'small-change'
	| 'retry'
	| 'on-track'
	| 'read-and-record'
	| 'default';

/** A question to the policy. */
export interface PolicyRequest {
	readonly action: PolicyAction;
	/** What it is about, for the reason: a workflow's name, a parameter, the goal. */
	readonly subject: string;
	readonly facts: Facts;
	readonly locale: Locale;
}

const SEVERITY: readonly VerdictKind[] = ['deny', 'ask', 'allow'];

/** Deny over ask over allow, the first rule of a kind decides; nothing applies: ask. */
export function evaluate(rules: readonly Rule[], request: PolicyRequest): Verdict {
	const applying = rules.filter(
		({ actions, when }) => actions.includes(request.action) && when.every((condition) => holds(condition, request.facts)),
	);
	for (const kind of SEVERITY) {
		const rule = applying.find((candidate) => candidate.kind === kind);
		if (rule) return { kind, rule: rule.name, reason: policyText[request.locale][rule.name](request) };
	}
	return { kind: 'ask', rule: 'default', reason: policyText[request.locale].default(request) };
}

function holds(condition: Condition, facts: Facts): boolean {
	if ('is' in condition) return facts[condition.fact] === condition.is;
	const figure = facts[condition.fact];
	if ('above' in condition) return figure > facts[condition.above] + ROUNDING;
	if ('atLeast' in condition) return figure >= facts[condition.atLeast] - ROUNDING;
	return figure <= facts[condition.atMost] + ROUNDING;
}

/** 110 ÷ 100 − 1 is a little more than 0.1 for a computer; a limit of 10 % must still allow it. */
const ROUNDING = 1e-9;
