import { DateTime } from 'luxon';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { AutopilotError } from '../../../core/errors';
import { type PlanChange, whatIf } from '../../../core/plan/whatIf';
import { gatePlan, gateReading } from '../../../core/policy/gate';
import { sendsElsewhere } from '../../../core/policy/sendsElsewhere';
import type { Goal, Plan } from '../../../core/types';
import { goalItem } from '../../shared/goalItem';
import type { Operation } from '../../shared/operation';
import { openSnapshot } from '../../shared/session';
import { whatIfField } from '../fields';
import { OUTPUT, prepare } from '../prepare';

/** Shows the plan a sentence would get, also under other conditions, and what the policy would say. Saves nothing. */
export const planOnly: Operation = {
	fields: [whatIfField],
	async execute(context, itemIndex) {
		const session = await openSnapshot(context, itemIndex);
		const prepared = await prepare(context, itemIndex, '', session);
		if (!prepared.ok) return prepared.unclear;

		const { goal, planInput, assumptions } = prepared.value;
		const change = readChange(context, itemIndex);
		const plan = whatIf(planInput, change);
		const { exclude: _excluded, dailyCaps: _caps, ...figures } = change;
		const planned: Goal = { ...goal, ...figures, plan, planVersion: plan.version };
		const { catalog, settings } = session.snapshot;
		const elsewhere = sendsElsewhere(planInput.planned, planned, catalog, session.now);
		const verdict = gateReading(gatePlan(planned, catalog, settings, elsewhere), assumptions, goal.locale);
		const output = { allow: OUTPUT.ready, ask: OUTPUT.needsDecision, deny: OUTPUT.unclear }[verdict.kind];
		return [
			{ output, json: { ...goalItem(planned), ...planItem(plan), verdict: { ...verdict }, assumptions: [...assumptions] } },
		];
	},
};

/** The figures of a plan that people and workflows look at. */
const planItem = (plan: Plan): IDataObject => ({
	days: [...plan.days],
	daily_targets: [...plan.dailyTargets],
	allocations: plan.allocations.map((allocation) => ({ ...allocation })),
	estimated_cost: plan.estimatedCost,
	forecast: { ...plan.forecast },
	risks: plan.risks.map((risk) => ({ ...risk })),
	explanation: [...plan.explanation],
});

/**
 * The conditions that were set.
 * @throws AutopilotError PARAMETER_INVALID
 */
function readChange(context: IExecuteFunctions, itemIndex: number): PlanChange {
	const set = context.getNodeParameter('whatIf', itemIndex, {}) as IDataObject;
	/** A field that was added; 0 stands in it until somebody types, and nobody aims at nothing. */
	const amount = (name: string, least: 'zero' | 'more'): number | undefined => {
		const value = set[name];
		if (value === undefined) return undefined;
		if (typeof value !== 'number' || !(value >= 0) || (least === 'more' && value === 0))
			throw new AutopilotError('PARAMETER_INVALID', `"${name}" must be a number ${least === 'zero' ? 'of at least' : 'above'} 0`);
		return value;
	};
	const budgetLimit = amount('budgetLimit', 'zero');
	const targetValue = amount('targetValue', 'more');
	const deadline = set['periodEnd']
		? DateTime.fromISO(String(set['periodEnd']), { zone: context.getTimezone() }).toUTC().toISO()
		: undefined;
	if (deadline === null) throw new AutopilotError('PARAMETER_INVALID', '"Deadline" is not a date and time');
	return {
		...(budgetLimit !== undefined && { budgetLimit }),
		...(targetValue !== undefined && { targetValue }),
		...(deadline !== undefined && { periodEnd: deadline }),
		exclude: String(set['exclude'] ?? '')
			.split(',')
			.map((key) => key.trim())
			.filter((key) => key !== ''),
	};
}
