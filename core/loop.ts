import { adjustGoal, isDue } from './adjust/adjustGoal';
import { decidedAdjustments } from './adjust/decidedAdjustments';
import { measureEffects } from './adjust/measureEffects';
import { saveAdjusted } from './adjust/saveAdjusted';
import type { Command, LoopEvent, LoopState } from './commands';
import { chosenOption } from './decision/answerDecision';
import { applyOption, withBudget } from './decision/applyOption';
import { decisionIdFor } from './decision/decisionId';
import { digestMatches, payloadDigest } from './decision/digest';
import { decisionPayload } from './decision/payload';
import { type Advance, after, save, still, touched, withStatus } from './execution/advance';
import { cancel, pause, stop } from './execution/control';
import { dueSteps } from './execution/dueSteps';
import { close, expire, forget } from './execution/endings';
import { settleLapsed } from './execution/lapsed';
import { overrunRequest } from './execution/overrunRequest';
import { planApprovalRequest } from './execution/planApprovalRequest';
import { rateLimitRequest } from './execution/rateLimitRequest';
import { scheduleRun } from './execution/scheduleRun';
import { reconcile, settle } from './execution/settle';
import { spentBy } from './execution/spending';
import { isForgotten, isUnapplied } from './execution/unfinished';
import { stopRuns, stopsTried } from './execution/stopping';
import { isRate } from './forecast/rate';
import { isReached } from './monitor/reached';
import { reviewGoal } from './monitor/reviewGoal';
import { withoutRoom } from './plan/room';
import { gatePlan, gateReading } from './policy/gate';
import { sendsElsewhere } from './policy/sendsElsewhere';
import type { Hash } from './ports';
import type { Decision, DecisionRequest, Goal, GoalStatus, Instant, Verdict } from './types';

const CLOSED: ReadonlySet<GoalStatus> = new Set<GoalStatus>(['achieved', 'missed', 'cancelled']);

/**
 * The whole loop: instruction → goal → plan → gate → run → observe → adjust or ask → report.
 * Pure: everything it knows is in `state`, everything it wants is in the commands. A closed goal moves no more.
 */
export function advance(state: LoopState, event: LoopEvent, now: Instant, hash: Hash): Advance {
	// What the last runs of a closed goal did and cost is still found out and recorded.
	if (event.type === 'ReconcileRequested') return reconcile(state);
	if (event.type === 'StopsTried') return stopsTried(state, event, now);
	if (CLOSED.has(state.goal.status)) {
		if (event.type === 'RunFinished') return settle(state, event.runId, event.outcome, now, hash);
		return event.type === 'StopRequested' ? stopRuns(state) : still(state);
	}
	switch (event.type) {
		case 'InstructionReceived':
			return receive(state, event.assumptions ?? [], now, hash);
		case 'Tick':
			return tick(state, now, hash);
		case 'RunFinished':
			return finishRun(state, event.runId, event.outcome, now, hash);
		case 'MetricObserved':
			return review(state, now, hash);
		case 'DecisionAnswered':
			return applyDecision(state, event.decisionId, now, hash);
		case 'DecisionExpired':
			return expire(state, event.decisionId, now);
		case 'StopRequested':
			return stop(state, event.reason, now);
		case 'PauseRequested':
			return pause(state, event.reason, now);
		case 'ResumeRequested':
			return resume(state, now, hash);
		case 'CancelRequested':
			return cancel(state, event.reason, now);
	}
}

/** A new goal with its plan: the gate lets it run, asks, or refuses. */
function receive(state: LoopState, assumptions: readonly string[], now: Instant, hash: Hash): Advance {
	const verdict = gateReading(verdictOn(state, now), assumptions, state.goal.locale);
	switch (verdict.kind) {
		case 'allow':
			return save(state, withBudget({ ...withoutRoom(state.goal), status: 'running', updatedAt: now }));
		case 'ask':
			return ask(state, planApprovalRequest(state, verdict, now, assumptions), now, hash);
		case 'deny':
			return close(state, 'cancelled', verdict.reason, now);
	}
}

/** What the passing of time makes due: retries of a day gone by are given up, then comes what is due now. */
function tick(state: LoopState, now: Instant, hash: Hash): Advance {
	const lapsed = settleLapsed(state, now);
	return lapsed.commands.length === 0 ? due(state, now, hash) : after(lapsed, due(lapsed.state, now, hash));
}

/** What is due: unfinished business of crashed workers first, then expiries, then steps. */
function due(state: LoopState, now: Instant, hash: Hash): Advance {
	const answered = state.decisions.find((decision) => isUnapplied(decision, state.goal));
	if (answered) return applyDecision(state, answered.decisionId, now, hash);

	const pending = state.decisions.filter(({ status }) => status === 'pending');
	const late = pending.find(({ deadline }) => deadline <= now);
	if (late) return expire(state, late.decisionId, now);
	if (pending.length > 0) {
		return state.goal.status === 'running'
			? save(state, { ...state.goal, status: 'awaiting_decision', updatedAt: now })
			: still(state);
	}
	if (isForgotten(state.goal, now)) return forget(state, now);
	if (state.goal.status !== 'running' || now >= state.goal.periodEnd) return still(state);

	// A worker may have recorded what was spent and died before it could ask.
	const spent = spentBy(state.runs, state.goal, state.settings);
	const known: LoopState = { ...state, goal: { ...state.goal, spent } };
	const request = spent > 0 ? overrunRequest(known, now) : null;
	if (request && !isAsked(known, request, hash)) return ask(known, request, now, hash);

	const byId = new Map(state.runs.map((run) => [run.runId, run]));
	const starts = dueSteps(state.goal, state.runs, now).map((step): Command => {
		return { type: 'StartRun', run: byId.get(step.stepKey) ?? scheduleRun(step, state.goal.planVersion), step };
	});
	return { state, commands: starts };
}

/** A run ended: record it, and ask when the money or the service will not last. */
function finishRun(
	state: LoopState,
	runId: string,
	outcome: Extract<LoopEvent, { type: 'RunFinished' }>['outcome'],
	now: Instant,
	hash: Hash,
): Advance {
	const saved = settle(state, runId, outcome, now, hash);
	const run = saved.state.runs.find((known) => known.runId === runId);
	// Of a goal that is held nothing is asked: nothing more runs, and Resume asks what is still open.
	if (!run || saved.state.goal.status === 'paused') return saved;
	const limited = outcome.kind === 'failed' && outcome.rateLimited && run.status === 'failed';
	const request = overrunRequest(saved.state, now) ?? (limited ? rateLimitRequest(saved.state, run, now) : null);
	return request && !isAsked(saved.state, request, hash) ? after(saved, ask(saved.state, request, now, hash)) : saved;
}

/** New figures: progress, forecast, and the end of the goal when it is reached or its time is over. */
function review(state: LoopState, now: Instant, hash: Hash): Advance {
	const { goal: reviewed, rest } = reviewGoal(state, now);
	const goal: Goal = { ...reviewed, updatedAt: touched(state.goal, now).updatedAt };
	const next: LoopState = { ...state, goal };
	if (goal.status === 'draft') return still(state);
	const over = now >= goal.periodEnd;
	// A rate can get worse again, so it counts at the end of the period; what was earned stays earned.
	if (isReached(goal, state.observations, state.settings, now) && (over || !isRate(goal.metric)))
		return close(next, 'achieved', 'target reached', now);
	if (over) return close(next, 'missed', 'period over', now);
	if (rest === null || !isDue(goal, rest, now)) return save(next, goal);
	const { goal: changed, adjustments: made, request } = adjustGoal(next, rest, now);
	const adjustments = [...made, ...measureEffects(state.adjustments, rest, now)];
	const saved = saveAdjusted(next, changed, adjustments);
	return request && !isAsked(saved.state, request, hash) ? after(saved, ask(saved.state, request, now, hash)) : saved;
}

/** Carries an answer out, once, and only if what would be executed is still what was shown. */
function applyDecision(state: LoopState, decisionId: string, now: Instant, hash: Hash): Advance {
	const decision = state.decisions.find((known) => known.decisionId === decisionId);
	if (!decision || !isUnapplied(decision, state.goal)) return still(state);
	if (!digestMatches(decision, decisionPayload(state, decision.options), hash)) {
		return supersede(state, decision, now, hash);
	}
	const option = chosenOption(decision);
	if (!option) return still(state);
	const goal = unlessStopped(state.goal, applyOption(state.goal, option.effect, now));
	const adjustments = decidedAdjustments(state, decision, goal, now);
	const applied: Advance = { state, commands: [{ type: 'MarkApplied', decisionId }] };
	if (!CLOSED.has(goal.status)) return after(applied, saveAdjusted(state, goal, adjustments));
	return after(applied, close({ ...state, goal }, goal.status, decision.reason ?? option.label, now));
}

/** Whoever pulled the brake wins over an answer, given before or after: only Resume lets a stopped goal run again. */
const unlessStopped = (before: Goal, after: Goal): Goal =>
	before.status === 'paused' && before.closeReason !== null && after.status === 'running'
		? { ...after, status: 'paused' }
		: after;

/** The owner lets a held goal go on; where nobody has agreed to its plan or its spending yet, somebody is asked first. */
function resume(state: LoopState, now: Instant, hash: Hash): Advance {
	if (state.goal.status !== 'paused') return still(state);
	const goal: Goal = { ...state.goal, status: 'running', closeReason: null, updatedAt: now };
	const resumed: LoopState = { ...state, goal };
	const verdict = verdictOn(resumed, now);
	const approvals = state.decisions.filter(({ kind }) => kind === 'plan_approval');
	const isAgreed = approvals.some(({ status }) => status === 'approved');
	if (verdict.kind === 'deny') return still(state);
	// What was asked about once, for whatever reason, does not run because the policy alone would let it.
	const isOpen = !isAgreed && (verdict.kind === 'ask' || approvals.length > 0);
	const request = isOpen ? planApprovalRequest(resumed, verdict, now) : overrunRequest(resumed, now);
	const answered = request && state.decisions.find(({ decisionId }) => decisionId === decisionIdFor(request, hash));
	if (!request || answered?.status === 'approved') return save(resumed, goal);
	// What was asked before ended without a yes, and its id is taken.
	return ask(resumed, answered ? { ...request, key: `${request.key}/${now}` } : request, now, hash);
}

/** The plan or the options were edited after the question was asked: the answer does not count, and it is asked anew. */
function supersede(state: LoopState, decision: Decision, now: Instant, hash: Hash): Advance {
	const closed: Advance = {
		state: withStatus(state, [decision.decisionId], 'superseded'),
		commands: [
			{
				type: 'CloseDecision',
				decisionId: decision.decisionId,
				from: decision.status,
				status: 'superseded',
				reason: 'the plan changed after the question was asked',
			},
		],
	};
	const request =
		decision.kind === 'plan_approval' ? planApprovalRequest(state, verdictOn(state, now), now) : overrunRequest(state, now);
	if (!request) return after(closed, forget(closed.state, now));
	// The key gains the digest, else asking anew would find the question that was just closed.
	const key = `${request.key}/${payloadDigest(request.payload, hash).slice(0, 12)}`;
	return after(closed, ask(closed.state, { ...request, key }, now, hash));
}

/** Halts the goal until somebody answers. The decision is recorded before the goal, and both before anyone is asked. */
function ask(state: LoopState, request: DecisionRequest, now: Instant, hash: Hash): Advance {
	const goal: Goal = { ...state.goal, status: 'awaiting_decision', updatedAt: now };
	// A worker may have recorded the question of a new goal and died before it saved the goal.
	if (isAsked(state, request, hash)) return state.goal.status === 'draft' ? save(state, goal) : still(state);
	return {
		state: { ...state, goal },
		commands: [
			{ type: 'RequestDecision', request },
			{ type: 'SaveGoal', goal },
		],
	};
}

const isAsked = (state: LoopState, request: DecisionRequest, hash: Hash): boolean => {
	const id = decisionIdFor(request, hash);
	return state.decisions.some(({ decisionId }) => decisionId === id);
};

const verdictOn = ({ goal, catalog, settings, planned }: LoopState, now: Instant): Verdict =>
	gatePlan(goal, catalog, settings, sendsElsewhere(planned, goal, catalog, now));
