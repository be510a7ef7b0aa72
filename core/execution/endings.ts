import { measureAtClose } from '../adjust/measureAtClose';
import type { Command, LoopState } from '../commands';
import { buildReport } from '../report/buildReport';
import type { Goal, GoalStatus, Instant } from '../types';
import { type Advance, still, withStatus } from './advance';
import { pendingOf, withdraw } from './asking';
import { settleLapsed } from './lapsed';

/** Nobody answered in time: that is a refusal, said loudly. */
export function expire(state: LoopState, decisionId: string, now: Instant): Advance {
	const decision = state.decisions.find((known) => known.decisionId === decisionId);
	// Somebody else closed it first, so its consequence is still to be drawn.
	if (decision?.status === 'expired' && state.goal.status === 'awaiting_decision' && !isAsked(state)) return forget(state, now);
	if (decision?.status !== 'pending' || decision.deadline > now) return still(state);
	const goal: Goal = { ...state.goal, status: 'paused', updatedAt: now };
	const expired = withStatus({ ...state, goal }, [decisionId], 'expired');
	const others = withdraw(expired, pendingOf(expired), 'cancelled', 'the goal was paused');
	const next = others.state;
	return {
		state: next,
		commands: [
			{ type: 'CloseDecision', decisionId, from: 'pending', status: 'expired', reason: 'no answer before the deadline' },
			{ type: 'SaveGoal', goal },
			...others.commands,
			{ type: 'SendReport', report: buildReport('stop', next, now) },
		],
	};
}

const isAsked = ({ decisions }: LoopState): boolean => decisions.some(({ status }) => status === 'pending');

/** The question a goal waits for was closed without an answer, and nobody has drawn the consequence: as if it had expired. */
export function forget(state: LoopState, now: Instant): Advance {
	const goal: Goal = { ...state.goal, status: 'paused', updatedAt: now };
	const next: LoopState = { ...state, goal };
	return {
		state: next,
		commands: [
			{ type: 'SaveGoal', goal },
			{ type: 'SendReport', report: buildReport('stop', next, now) },
		],
	};
}

/**
 * Ends the goal, gives up what was to be tried again, measures what is still to be measured, withdraws open questions and sends the
 * final report.
 */
export function close(state: LoopState, status: GoalStatus, reason: string, now: Instant): Advance {
	const closed: Goal = { ...state.goal, status, closedAt: now, closeReason: reason, updatedAt: now };
	const lapsed = settleLapsed({ ...state, goal: closed }, now);
	const { goal } = lapsed.state;
	const open = state.decisions.filter((decision) => decision.status === 'pending').map(({ decisionId }) => decisionId);
	const measured = measureAtClose(state, now);
	const ids = new Set(measured.map(({ adjustmentId }) => adjustmentId));
	const adjustments = [...state.adjustments.filter(({ adjustmentId }) => !ids.has(adjustmentId)), ...measured];
	const next = withStatus({ ...lapsed.state, adjustments }, open, 'cancelled');
	return {
		state: next,
		commands: [
			...lapsed.commands,
			// Before the goal: who dies between the two measures again, which a closed goal no longer does.
			...(measured.length > 0 ? [{ type: 'SaveAdjustments', adjustments: measured } as const] : []),
			...open.map(
				(decisionId): Command => ({
					type: 'CloseDecision',
					decisionId,
					from: 'pending',
					status: 'cancelled',
					reason: 'the goal was closed',
				}),
			),
			{ type: 'SaveGoal', goal },
			{ type: 'SendReport', report: buildReport('final', next, now) },
		],
	};
}
