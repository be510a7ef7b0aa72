import type { LoopState } from '../../commands';
import { predict } from '../../forecast/predict';
import { formatNumber } from '../../locale/format';
import { QUESTION_TEXTS } from '../../locale/question';
import { displayName } from '../../plan/displayName';
import { withoutWorkflows } from '../../plan/withoutWorkflows';
import type { DecisionRequest, Instant, Plan } from '../../types';
import { findAnomaly } from '../anomaly';
import type { Limits } from '../limits';
import type { Rest } from '../rest';
import { isCooling } from './cooldown';
import { moneyOf, pauseOption, presentOption, requestWith, type Option } from './options';

/** Asks about yesterday's result that lies beyond ANOMALY_SIGMA; `null`: there is none, or one was asked about lately. */
export function anomalyRequest(state: LoopState, rest: Rest, limits: Limits, now: Instant): DecisionRequest | null {
	const { goal, settings, decisions } = state;
	const anomaly = isCooling('anomaly', decisions, now) ? null : findAnomaly(rest, settings.anomalySigma);
	if (!anomaly) return null;
	const texts = QUESTION_TEXTS[goal.locale];
	const name = displayName(anomaly.arm.learned.entry);
	return requestWith(
		state,
		{
			kind: 'anomaly',
			key: `${anomaly.arm.key}/${rest.today}`,
			question: texts.anomaly(name),
			evidence: texts.anomalyEvidence(
				formatNumber(anomaly.came),
				formatNumber(anomaly.expected, 1),
				formatNumber(Math.abs(anomaly.sigma), 1),
			),
			risk: 'medium',
		},
		[
			presentOption(state, texts.goOn),
			withoutOption(state, rest, limits, anomaly.arm.key, texts.leaveOut([name]), now),
			pauseOption(state),
		],
	);
}

/** The same plan without one workflow, also later: it leaves the room too. */
function withoutOption(state: LoopState, rest: Rest, limits: Limits, key: string, label: string, now: Instant): Option {
	const { room } = rest.plan;
	const left = withoutWorkflows(rest.plan, new Set([key]));
	const plan: Plan = room
		? { ...left, room: { ...room, most: room.most.filter(({ workflowKey }) => workflowKey !== key) } }
		: left;
	const kept = new Set(plan.allocations.map(({ workflowKey }) => workflowKey));
	const actions = rest.arms.map((arm) => arm.planned.map((count) => (kept.has(arm.key) ? count : 0)));
	const most = limits.most.map((count, place) => (rest.arms[place]?.key === key ? 0 : count));
	const outlook = predict(rest, actions, rest.room ? { ...limits, most } : null, now);
	return {
		label,
		outcome: 'approve',
		effect: { type: 'replace_plan', plan: { ...plan, forecast: outlook } },
		spend: { amount: plan.estimatedCost, currency: moneyOf(state) },
		probability: outlook.probability,
		finishAt: outlook.finishAt,
	};
}
