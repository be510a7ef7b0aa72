import type { LoopState } from '../../commands';
import { agreedSpend } from '../../execution/agreedSpend';
import { predict } from '../../forecast/predict';
import { formatMoney, formatPercent } from '../../locale/format';
import { QUESTION_TEXTS } from '../../locale/question';
import { ENOUGH } from '../../plan/chooseMix';
import type { DecisionRequest, Instant } from '../../types';
import { chooseRest } from '../chooseRest';
import type { Limits } from '../limits';
import type { Rest } from '../rest';
import { moneyOf, pauseOption, presentOption, requestWith, type Option } from './options';

/** Below this probability a goal that was likely is far behind. */
const FAR_BEHIND = 0.2;
/** A plan that was less likely than this from the start is not asked about again for being so. */
const WAS_LIKELY = 0.5;
/** Share of the period that must have passed before anything is concluded from being behind. */
const EARLY = 0.25;
/** More money is offered only where it makes the goal so much likelier. */
const WORTH_ASKING = 0.1;
const RAISES = [0.25, 0.5, 1];

/** Asks, once for a goal, when a goal that was likely has become improbable; `null`: it has not. */
export function farBehindRequest(state: LoopState, rest: Rest, limits: Limits, now: Instant): DecisionRequest | null {
	const { goal, decisions } = state;
	const { plan, days } = rest;
	const probability = goal.probability ?? 1;
	if (probability >= FAR_BEHIND || plan.forecast.probability < WAS_LIKELY) return null;
	if (1 - days.length / Math.max(plan.days.length, 1) < EARLY) return null;
	if (decisions.some(({ kind, status }) => kind === 'far_behind' && status !== 'superseded')) return null;
	const texts = QUESTION_TEXTS[goal.locale];
	const raise = raiseOption(state, rest, limits, now);
	return requestWith(
		state,
		{
			kind: 'far_behind',
			key: String(goal.budgetLimit),
			question: texts.farBehind(formatPercent(probability)),
			evidence: texts.farBehindEvidence(formatPercent(goal.achievementRate), String(days.length)),
			risk: 'medium',
		},
		[presentOption(state, texts.goOn), ...(raise ? [raise] : []), pauseOption(state)],
	);
}

/** The smallest raise of the budget that makes the goal likely, or the likeliest there is; `null` where money does not help. */
function raiseOption(state: LoopState, rest: Rest, limits: Limits, now: Instant): Option | null {
	const { goal, settings, decisions } = state;
	const agreed = agreedSpend(goal, decisions);
	if (agreed === null || agreed <= 0) return null;
	let best: Option | null = null;
	for (const share of RAISES) {
		const raised = Math.ceil(agreed * (1 + share));
		const richer = { ...limits, money: limits.money + raised - agreed };
		const outlook = predict(rest, chooseRest(rest, richer, settings).actions, richer, now);
		if (outlook.probability < Math.max(goal.probability ?? 0, best?.probability ?? 0) + WORTH_ASKING) continue;
		best = {
			label: QUESTION_TEXTS[goal.locale].raise(formatMoney(raised, moneyOf(state), goal.locale)),
			outcome: 'approve',
			effect: { type: 'set_budget', budgetLimit: raised },
			spend: { amount: raised, currency: moneyOf(state) },
			probability: outlook.probability,
			finishAt: outlook.finishAt,
		};
		if (outlook.probability >= ENOUGH) break;
	}
	return best;
}
