import { DateTime } from 'luxon';
import { minutesToAnswer } from '../monitor/decisionFigures';
import type { Decision, Instant, TimeZone } from '../types';
import { answeredBy, chosenOption } from './answerDecision';

/** One line of the decision log as people read it: times on the clock of the zone, options by their labels. */
export function logRow(decision: Decision, zone: TimeZone): Record<string, string | number | null> {
	const time = (instant: Instant | null): string | null =>
		instant === null ? null : DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');
	const chosen = chosenOption(decision);
	const sent = (purpose: 'reminder' | 'escalation'): number =>
		decision.channels.filter((receipt) => receipt.status === 'sent' && receipt.purpose === purpose).length;
	const minutes = minutesToAnswer(decision);
	return {
		decision_id: decision.decisionId,
		goal_id: decision.goalId,
		kind: decision.kind,
		status: decision.status,
		question: decision.question,
		options: decision.options.map(({ key, label }) => `${key}. ${label}`).join('\n'),
		answer: chosen ? `${chosen.key}. ${chosen.label}` : null,
		answer_value: decision.answerValue,
		answer_unit: decision.answerUnit,
		answered_by: answeredBy(decision).join(', '),
		reason: decision.reason,
		asked_at: time(decision.askedAt),
		answered_at: time(decision.answeredAt),
		minutes_to_answer: minutes === null ? null : Math.round(minutes * 10) / 10,
		deadline: time(decision.deadline),
		applied_at: time(decision.appliedAt),
		time_zone: zone,
		approvers: decision.approvers.join(', '),
		quorum: decision.quorum,
		reminders: sent('reminder'),
		escalations: sent('escalation'),
		risk: decision.risk,
		urgency: decision.urgency,
	};
}
