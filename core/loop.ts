import { adjustGoal, isDue } from './adjust/adjustGoal';
import { measureEffects } from './adjust/measureEffects';
import { saveAdjusted } from './adjust/saveAdjusted';
import type { Command, LoopEvent, LoopState } from './commands';
import { withBudget } from './decision/applyOption';
import { type Advance, after, save, still, touched } from './execution/advance';
import { applyDecision } from './execution/answers';
import { ask, isAsked, openQuestions, pendingOf, unasked, withdraw, ENDED } from './execution/asking';
import { cancel, pause, stop } from './execution/control';
import { dueSteps } from './execution/dueSteps';
import { sleeps } from './execution/sleeps';
import { close, expire, forget } from './execution/endings';
import { settleLapsed } from './execution/lapsed';
import { overrunRequest } from './execution/overrunRequest';
import { planApprovalRequest } from './execution/planApprovalRequest';
import { limitedRuns, rateLimitRequest } from './execution/rateLimitRequest';
import { scheduleRun } from './execution/scheduleRun';
import { reconcile, settle } from './execution/settle';
import { spentBy } from './execution/spending';
import { isForgotten, isUnapplied } from './execution/unfinished';
import { stopRuns, stopsTried } from './execution/stopping';
import { isRate } from './forecast/rate';
import { isComplete } from './monitor/isComplete';
import { isReached } from './monitor/reached';
import { reviewGoal } from './monitor/reviewGoal';
import { withoutRoom } from './plan/room';
import { gateReading } from './policy/gate';
import { planVerdict } from './policy/planVerdict';
import type { Hash } from './ports';
import { noticeReport } from './report/notice';
import type { DecisionRequest, Goal, GoalStatus, Instant, Run } from './types';

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
	const verdict = gateReading(planVerdict(state, now), assumptions, state.goal.locale);
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
	const awake = dueSteps(state.goal, state.runs, now).filter((step) => !sleeps(step, state, now));
	const starts = awake.map((step): Command => {
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
	const overrun = overrunRequest(saved.state, now);
	const asked = overrun ? after(saved, askOnce(saved.state, overrun, now, hash)) : saved;
	const isLimited = outcome.kind === 'failed' && outcome.rateLimited && run.status === 'failed';
	return isLimited ? after(asked, askOfLimit(asked.state, run, now, hash)) : asked;
}

const askOnce = (state: LoopState, request: DecisionRequest, now: Instant, hash: Hash): Advance =>
	isAsked(state, request, hash) ? still(state) : ask(state, request, now, hash);

/** Where a question about limits waits already, one about all of them takes its place: two would make each other void. */
function askOfLimit(state: LoopState, run: Run, now: Instant, hash: Hash): Advance {
	const open = openQuestions(state, hash).filter(({ kind }) => kind === 'rate_limited');
	const earlier = open.flatMap((decision) => limitedRuns(decision, state.runs));
	const limited = [...new Map([run, ...earlier].map((one) => [one.runId, one])).values()];
	const asked = askOnce(state, rateLimitRequest(state, limited, now), now, hash);
	if (asked.commands.length === 0 || open.length === 0) return asked;
	return after(asked, withdraw(asked.state, open, 'superseded', 'another workflow was limited too'));
}

/** New figures: progress, forecast, and the end of the goal when it is reached or its time is over. */
function review(state: LoopState, now: Instant, hash: Hash): Advance {
	const { goal: reviewed, rest } = reviewGoal(state, now);
	const goal: Goal = { ...reviewed, updatedAt: touched(state.goal, now).updatedAt };
	const next: LoopState = { ...state, goal };
	if (goal.status === 'draft') return still(state);
	const over = now >= goal.periodEnd;
	// A rate can get worse again, so it counts at the end of the period, with its last figure; what was earned stays earned.
	const ends = over && isComplete(next, now);
	if (isReached(goal, state.observations, state.settings, now) && (ends || !isRate(goal.metric)))
		return close(next, 'achieved', 'target reached', now);
	if (ends) return close(next, 'missed', 'period over', now);
	if (rest === null || !isDue(goal, rest, now)) return save(next, goal);
	const { goal: changed, adjustments: made, request } = adjustGoal(next, rest, now);
	const adjustments = [...made, ...measureEffects(state.adjustments, rest, now)];
	const saved = saveAdjusted(next, changed, adjustments);
	return request ? after(saved, askOnce(saved.state, request, now, hash)) : saved;
}

/**
 * The owner lets a held goal go on; where nobody has agreed to its plan or its spending yet, somebody is asked first. What the policy
 * would deny by now keeps nothing else from going on: each of its steps is refused when its time comes, as with a goal that runs.
 */
function resume(state: LoopState, now: Instant, hash: Hash): Advance {
	if (state.goal.status !== 'paused') return still(state);
	const goal: Goal = { ...state.goal, status: 'running', closeReason: null, updatedAt: now };
	const resumed: LoopState = { ...state, goal };
	// What was asked before the goal was held still waits for its answer.
	if (pendingOf(state).length > 0) return save(resumed, { ...goal, status: 'awaiting_decision' });
	const verdict = planVerdict(resumed, now);
	if (verdict.rule === 'auto-execution-off') return still(state);
	const approvals = state.decisions.filter(({ kind }) => kind === 'plan_approval');
	const isAgreed = approvals.some(({ status }) => status === 'approved');
	// What was asked about once, for whatever reason, does not run because the policy alone would let it.
	const isOpen = !isAgreed && (verdict.kind !== 'allow' || approvals.length > 0);
	const request = isOpen ? planApprovalRequest(resumed, verdict, now) : overrunRequest(resumed, now);
	// What was asked before and ended without a yes is asked anew; a yes stands.
	const open = request && unasked(state, request, hash, ENDED);
	if (open) return ask(resumed, open, now, hash);
	const goesOn = save(resumed, goal);
	if (verdict.kind !== 'deny') return goesOn;
	const report = noticeReport(resumed, { type: 'denied', reason: verdict.reason });
	return after(goesOn, { state: resumed, commands: [{ type: 'SendReport', report }] });
}
