import { quantileSorted } from 'simple-statistics';
import { answeredBy } from '../decision/answerDecision';
import type { Decision, DecisionStatus } from '../types';

/** How a set of questions went. */
export interface DecisionFigures {
	readonly asked: number;
	readonly pending: number;
	readonly approved: number;
	readonly rejected: number;
	readonly expired: number;
	/** Taken back, or replaced by a new question. */
	readonly withdrawn: number;
	/** From question to answer. `null` while nothing was answered. */
	readonly medianMinutesToAnswer: number | null;
	/** Nine of ten answers came within this time. */
	readonly p90MinutesToAnswer: number | null;
	readonly reminders: number;
	readonly escalations: number;
}

/** By what questions are put together. `channel` and `approver` are those of the answer; unanswered ones stand under an empty name. */
export type DecisionGrouping = 'goal' | 'kind' | 'channel' | 'approver';

/** Measures questions: how many, how they ended, how long the answers took and how much reminding it took. */
export function decisionFigures(decisions: readonly Decision[]): DecisionFigures {
	const count = (...statuses: readonly DecisionStatus[]): number =>
		decisions.filter(({ status }) => statuses.includes(status)).length;
	const minutes = decisions.flatMap((decision) => minutesToAnswer(decision) ?? []).sort((a, b) => a - b);
	const sent = decisions.flatMap(({ channels }) => channels).filter(({ status }) => status === 'sent');
	return {
		asked: decisions.length,
		pending: count('pending'),
		approved: count('approved'),
		rejected: count('rejected'),
		expired: count('expired'),
		withdrawn: count('cancelled', 'superseded'),
		medianMinutesToAnswer: minutes.length === 0 ? null : quantileSorted(minutes, 0.5),
		p90MinutesToAnswer: minutes.length === 0 ? null : quantileSorted(minutes, 0.9),
		reminders: sent.filter(({ purpose }) => purpose === 'reminder').length,
		escalations: sent.filter(({ purpose }) => purpose === 'escalation').length,
	};
}

/** From question to answer in minutes, `null` where nobody answered. */
export const minutesToAnswer = ({ askedAt, answeredAt }: Decision): number | null =>
	answeredAt === null ? null : (Date.parse(answeredAt) - Date.parse(askedAt)) / 60_000;

/** Questions by name of their group, in the order in which the groups first come up. Several who agreed count for each of them. */
export function groupDecisions(decisions: readonly Decision[], by: DecisionGrouping): Map<string, Decision[]> {
	const groups = new Map<string, Decision[]>();
	for (const decision of decisions)
		for (const name of namesOf(decision, by)) groups.set(name, [...(groups.get(name) ?? []), decision]);
	return groups;
}

function namesOf(decision: Decision, by: DecisionGrouping): readonly string[] {
	if (by === 'goal') return [decision.goalId];
	if (by === 'kind') return [decision.kind];
	const approvers = answeredBy(decision);
	const names = by === 'approver' ? approvers : approvers.map((approver) => approver.split(':')[0] ?? '');
	return names.length === 0 ? [''] : [...new Set(names)];
}

/** Share of acts that needed no question: runs ÷ (runs + questions). `null` while there were neither. */
export const automaticShare = (runs: number, questions: number): number | null =>
	runs + questions === 0 ? null : runs / (runs + questions);
