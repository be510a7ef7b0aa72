import type { LoopState } from '../../commands';
import { roomLine } from '../../execution/planApprovalRequest';
import { predict } from '../../forecast/predict';
import { formatNumber, formatPercent } from '../../locale/format';
import { QUESTION_TEXTS } from '../../locale/question';
import { ENOUGH } from '../../plan/chooseMix';
import { ownersMost } from '../../goal/ownersMost';
import { displayName } from '../../plan/displayName';
import { gateChange } from '../../policy/gate';
import type { AdaptiveRoom, Adjustment, DecisionRequest, Instant, Plan, Verdict } from '../../types';
import { chooseRest } from '../chooseRest';
import { limitsOf } from '../limits';
import { replan } from '../replan';
import type { Rest } from '../rest';
import { isCooling } from './cooldown';
import { moneyOf, pauseOption, presentOption, requestWith } from './options';

/** More room is asked for only where it makes the goal so much likelier. */
const WORTH_ASKING = 0.1;

/**
 * Asks for changes beyond AUTO_ADJUST_LIMIT where a plan without room would be much likelier to reach its goal: once for a goal, and with
 * the room in which it may be changed further; where LEARNING_ROOM leaves none, for that one change, and again after a while.
 */
export function roomRequest(state: LoopState, rest: Rest, now: Instant): DecisionRequest | null {
	const { goal, settings, decisions } = state;
	const { plan } = rest;
	if (rest.room || (goal.probability ?? 1) >= ENOUGH) return null;
	const isOnce = settings.learningRoom <= 0;
	if (
		isOnce
			? isCooling('parameter_change', decisions, now)
			: decisions.some(({ kind, status }) => kind === 'parameter_change' && status !== 'superseded')
	)
		return null;
	const room = roomFor(state, rest, isOnce ? 1 : settings.learningRoom, goal.budgetLimit ?? plan.estimatedCost);
	const roomy: Rest = { ...rest, room };
	const limits = limitsOf(state, roomy);
	const mix = chooseRest(roomy, limits, settings);
	const outlook = predict(roomy, mix.actions, isOnce ? null : limits, now);
	if (outlook.probability < (goal.probability ?? 0) + WORTH_ASKING) return null;
	const changed = replan(state, roomy, mix, { limits, authority: 'decision', outlook: 'behind' }, now);
	const verdict = changed && gravest(state, rest, changed.adjustments);
	if (!changed || verdict?.kind !== 'ask') return null;
	const texts = QUESTION_TEXTS[goal.locale];
	const next: Plan = { ...changed.plan, ...(!isOnce && { room }), forecast: outlook };
	return requestWith(
		state,
		{
			kind: 'parameter_change',
			key: isOnce ? `${goal.budgetLimit}/${rest.today}` : String(goal.budgetLimit),
			question: texts.moreRoom(formatPercent(goal.probability ?? 0), formatPercent(outlook.probability)),
			evidence: [
				texts.why(verdict.reason),
				...changed.adjustments.map(({ workflowKey, before, after }) =>
					texts.change(nameOf(rest, workflowKey), formatNumber(before), formatNumber(after)),
				),
				...(isOnce ? [] : roomLine({ ...state, goal: { ...goal, plan: next } })),
			],
			risk: verdict.rule === 'noticeable-change' ? 'low' : 'medium',
		},
		[
			{
				label: isOnce ? texts.adaptOnce : texts.adapt,
				outcome: 'approve',
				effect: { type: 'replace_plan', plan: next },
				spend: { amount: next.estimatedCost, currency: moneyOf(state) },
				probability: outlook.probability,
				finishAt: outlook.finishAt,
			},
			presentOption(state, texts.smallOnly),
			pauseOption(state),
		],
	);
}

/** Each workflow up to this share of its capacity and the owner's limits; what needs a person's eye, or has never run, no further than planned. */
function roomFor({ goal, catalog }: LoopState, { arms }: Rest, share: number, budget: number): AdaptiveRoom {
	const owners = ownersMost(goal, catalog);
	const most = arms.flatMap(({ key, planned, learned: { entry } }) => {
		const own = Math.max(0, ...planned);
		const isFree = entry.flags.length === 0 && entry.firstUsedAt !== null;
		const free = isFree ? Math.max(own, Math.floor(entry.capacityPerDay * Math.min(1, share))) : own;
		const actionsPerDay = Math.min(free, owners(key));
		return entry.enabled && actionsPerDay > 0 ? [{ workflowKey: key, actionsPerDay }] : [];
	});
	return { most, budget };
}

const nameOf = ({ arms }: Rest, key: string): string =>
	displayName(arms.find((arm) => arm.key === key)?.learned.entry ?? { name: '', workflowKey: key });

/** The policy's word on the biggest of the changes; `undefined` without any. */
function gravest({ settings, goal }: LoopState, rest: Rest, adjustments: readonly Adjustment[]): Verdict | undefined {
	const size = ({ before, after }: Adjustment): number => Math.abs(after - before) / Math.max(before, 1);
	const [biggest] = adjustments.toSorted((one, other) => size(other) - size(one));
	return biggest && gateChange(nameOf(rest, biggest.workflowKey), biggest.before, biggest.after, settings, goal.locale);
}
