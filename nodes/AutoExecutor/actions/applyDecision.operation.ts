import { AutopilotError } from '../../../core/errors';
import { toItem } from '../../shared/snakeCase';
import { OUTPUT } from '../outputs';
import { routeAll } from '../routeAll';
import { openSession } from '../session';
import type { Operation } from '../../shared/operation';

/** Carries the recorded answer to a question out, or its expiry. What the ledger says counts, not the incoming item. */
export const applyDecision: Operation = {
	fields: [
		{
			displayName: 'Decision ID',
			name: 'decisionId',
			type: 'string',
			default: '={{ $json.decision_id }}',
			required: true,
			description: 'The decision whose answer is carried out',
			displayOptions: { show: { operation: ['applyDecision'] } },
		},
	],
	async execute(context, itemIndex) {
		const { snapshot, now, feed } = await openSession(context, itemIndex);
		const decisionId = String(context.getNodeParameter('decisionId', itemIndex));
		const decision = snapshot.decisions.find((known) => known.decisionId === decisionId);
		if (!decision) throw new AutopilotError('DECISION_NOT_FOUND', `There is no decision "${decisionId}" in the ledger`);
		const goal = snapshot.goals.find(({ goalId }) => goalId === decision.goalId);
		if (!goal) return [{ output: OUTPUT.result, json: toItem(decision) }];
		const late = decision.status === 'expired' || (decision.status === 'pending' && decision.deadline <= now);
		return routeAll(context, await feed([goal], { type: late ? 'DecisionExpired' : 'DecisionAnswered', decisionId }), now);
	},
};
