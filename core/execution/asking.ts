import type { Command, LoopState } from '../commands';
import { decisionIdFor } from '../decision/decisionId';
import type { Hash } from '../ports';
import type { Decision, DecisionRequest, DecisionStatus, Goal, Instant } from '../types';
import { type Advance, save, still, withStatus } from './advance';

/** A question that was made void is asked anew under the next key; any other stands. */
const VOID: ReadonlySet<DecisionStatus> = new Set<DecisionStatus>(['superseded']);

/** States in which a question has ended without a yes. */
export const ENDED: ReadonlySet<DecisionStatus> = new Set<DecisionStatus>(['rejected', 'expired', 'cancelled', 'superseded']);

/** Halts the goal until somebody answers. The decision is recorded before the goal, and both before anyone is asked. */
export function ask(state: LoopState, request: DecisionRequest, now: Instant, hash: Hash): Advance {
	const goal: Goal = { ...state.goal, status: 'awaiting_decision', updatedAt: now };
	const fresh = unasked(state, request, hash);
	// A worker may have recorded the question of a new goal and died before it saved the goal.
	if (!fresh) return state.goal.status === 'draft' ? save(state, goal) : still(state);
	return {
		state: { ...state, goal, asking: [...(state.asking ?? []), fresh] },
		commands: [
			{ type: 'RequestDecision', request: fresh },
			{ type: 'SaveGoal', goal },
		],
	};
}

/** Whether the question stands already, answered or not. */
export const isAsked = (state: LoopState, request: DecisionRequest, hash: Hash): boolean =>
	unasked(state, request, hash) === null;

/**
 * The question under the first key that is free for it; `null`: it stands already.
 * @param over in these states an earlier question does not stand any more.
 */
export function unasked(
	state: Pick<LoopState, 'decisions' | 'asking'>,
	request: DecisionRequest,
	hash: Hash,
	over: ReadonlySet<DecisionStatus> = VOID,
): DecisionRequest | null {
	const byId = new Map([...asking(state, hash), ...state.decisions].map((question) => [question.decisionId, question]));
	for (let time = 1; ; time++) {
		const next = time === 1 ? request : { ...request, key: `${request.key}/${time}` };
		const earlier = byId.get(decisionIdFor(next, hash));
		if (!earlier) return next;
		if (!over.has(earlier.status)) return null;
	}
}

/** A question, as far as it is known before it is on record. */
type Question = Pick<Decision, 'decisionId' | 'kind' | 'status' | 'options'>;

/** Questions that are about to be recorded: runs that end together are settled before anything is written. */
const asking = ({ decisions, asking: requests = [] }: Pick<LoopState, 'decisions' | 'asking'>, hash: Hash): Question[] => {
	const recorded = new Set(decisions.map(({ decisionId }) => decisionId));
	return requests
		.map(({ kind, options, ...request }): Question => {
			return { decisionId: decisionIdFor({ kind, ...request }, hash), kind, status: 'pending', options };
		})
		.filter(({ decisionId }) => !recorded.has(decisionId));
};

/** Questions of the goal that wait for an answer, or are about to be asked. */
export const openQuestions = (state: LoopState, hash: Hash): Question[] => [...asking(state, hash), ...pendingOf(state)];

/** Closes questions that still wait. */
export const withdraw = (
	state: LoopState,
	open: readonly Pick<Decision, 'decisionId' | 'status'>[],
	status: 'superseded' | 'cancelled',
	reason: string,
): Advance => ({
	state: withStatus(
		state,
		open.map(({ decisionId }) => decisionId),
		status,
	),
	commands: open.map((decision): Command => {
		return { type: 'CloseDecision', decisionId: decision.decisionId, from: decision.status, status, reason };
	}),
});

/** Questions of the goal that are on record and wait for an answer, oldest first. */
export const pendingOf = ({ decisions }: Pick<LoopState, 'decisions'>): Decision[] =>
	decisions.filter(({ status }) => status === 'pending').sort((one, other) => (one.askedAt < other.askedAt ? -1 : 1));
