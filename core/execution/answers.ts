import { decidedAdjustments } from '../adjust/decidedAdjustments';
import { saveAdjusted } from '../adjust/saveAdjusted';
import type { LoopState } from '../commands';
import { chosenOption } from '../decision/answerDecision';
import { applyOption } from '../decision/applyOption';
import { digestMatches } from '../decision/digest';
import { decisionPayload } from '../decision/payload';
import { planVerdict } from '../policy/planVerdict';
import type { Hash } from '../ports';
import type { Decision, DecisionOption, DecisionRequest, Goal, Instant, Plan } from '../types';
import { type Advance, after, save, still } from './advance';
import { ask, ENDED, pendingOf, unasked, withdraw } from './asking';
import { close } from './endings';
import { overrunRequest } from './overrunRequest';
import { planApprovalRequest } from './planApprovalRequest';
import { limitedRuns, rateLimitRequest } from './rateLimitRequest';
import { isUnapplied } from './unfinished';

const CHANGED = 'the plan changed after the question was asked';

/**
 * Carries an answer out, once, and only if what would be executed is still what was shown. Whoever says stop needs not have seen
 * exactly that. Other questions of the goal that wait were asked about the goal as it was, so they are asked anew about what has become
 * of it; where it is held, they are withdrawn.
 */
export function applyDecision(state: LoopState, decisionId: string, now: Instant, hash: Hash): Advance {
	const decision = state.decisions.find((known) => known.decisionId === decisionId);
	if (!decision || !isUnapplied(decision, state.goal)) return still(state);
	const option = chosenOption(decision);
	// An outcome that somebody wrote into the record by hand, without saying which option, says nothing.
	if (!option || !isStillMeant(state, decision, option, hash)) return supersede(state, decision, now, hash);
	const goal = unlessStopped(state.goal, chosen(state.goal, decision, option, now));
	const adjustments = decidedAdjustments(state, decision, goal, now);
	const applied: Advance = { state, commands: [{ type: 'MarkApplied', decisionId }] };
	if (goal.closedAt !== null) {
		return after(applied, close({ ...state, goal }, goal.status, decision.reason ?? option.label, now));
	}
	const saved = after(applied, saveAdjusted(state, goal, adjustments));
	return after(saved, settleOthers(saved.state, now, hash));
}

const isStillMeant = (state: LoopState, decision: Decision, { effect }: DecisionOption, hash: Hash): boolean =>
	effect.type === 'pause' || effect.type === 'cancel' || digestMatches(decision, decisionPayload(state, decision.options), hash);

/** Who answers with a pause has pulled the brake, for a reason. */
function chosen(goal: Goal, decision: Decision, { effect, label }: DecisionOption, now: Instant): Goal {
	const changed = applyOption(goal, effect, now);
	return effect.type === 'pause' ? { ...changed, closeReason: goal.closeReason ?? decision.reason ?? label } : changed;
}

/** Whoever pulled the brake wins over an answer, given before or after: only Resume lets a stopped goal run again. */
const unlessStopped = (before: Goal, next: Goal): Goal =>
	before.status === 'paused' && before.closeReason !== null && next.status === 'running' ? { ...next, status: 'paused' } : next;

/** What becomes of the questions that still wait when another was answered. */
function settleOthers(state: LoopState, now: Instant, hash: Hash): Advance {
	const open = pendingOf(state);
	if (open.length === 0) return still(state);
	if (state.goal.status === 'paused') return withdraw(state, open, 'cancelled', 'the goal was paused');
	return open.reduce<Advance>(
		(done, decision) => {
			const isSame = digestMatches(decision, decisionPayload(done.state, decision.options), hash);
			return after(done, isSame ? wait(done.state, now) : supersede(done.state, decision, now, hash));
		},
		{ state, commands: [] },
	);
}

/** A question is left: nothing starts before it is answered. */
const wait = (state: LoopState, now: Instant): Advance =>
	state.goal.status === 'running' ? save(state, { ...state.goal, status: 'awaiting_decision', updatedAt: now }) : still(state);

/**
 * The plan or the options were edited after the question was asked: the answer does not count, and it is asked anew. What came of a look
 * at the plan is looked at anew, with the next review. Of a goal that is held nothing is asked.
 */
function supersede(state: LoopState, decision: Decision, now: Instant, hash: Hash): Advance {
	const closed = withdraw(state, [decision], 'superseded', CHANGED);
	if (state.goal.status === 'paused') return closed;
	const request = askedAnew(closed.state, decision, now);
	const open = request && unasked(closed.state, request, hash, ENDED);
	if (open) return after(closed, ask(closed.state, open, now, hash));
	if (pendingOf(closed.state).length > 0) return after(closed, wait(closed.state, now));
	const plan = state.goal.plan && unreviewed(state.goal.plan);
	return after(closed, save(closed.state, { ...state.goal, plan, status: 'running', updatedAt: now }));
}

/** The plan, to be looked at once more today. */
function unreviewed({ reviewedOn: _, ...plan }: Plan): Plan {
	return plan;
}

/** The same question about the goal as it is now; `null`: there is nothing to ask any more, or the next review asks. */
function askedAnew(state: LoopState, decision: Decision, now: Instant): DecisionRequest | null {
	switch (decision.kind) {
		case 'plan_approval':
			return planApprovalRequest(state, planVerdict(state, now), now);
		case 'budget_overrun':
			return overrunRequest(state, now);
		case 'rate_limited': {
			const planned = new Set(state.goal.plan?.allocations.map(({ workflowKey }) => workflowKey));
			const left = limitedRuns(decision, state.runs).filter(({ workflowKey }) => planned.has(workflowKey));
			return left.length > 0 ? rateLimitRequest(state, left, now) : null;
		}
		default:
			return null;
	}
}
