import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { chosenOption } from '../../core/decision/answerDecision';
import type { Decision } from '../../core/types';
import type { Outputs } from '../shared/items';

/** The outputs of Ask and Wait. */
const OUTPUT = { noAnswer: 0, approved: 1, rejected: 2 } as const;

/** A decision as an item shows it, under the ledger's column names. */
export const decisionItem = (decision: Decision): IDataObject => ({
	decision_id: decision.decisionId,
	goal_id: decision.goalId,
	kind: decision.kind,
	status: decision.status,
	question: decision.question,
	answer: decision.answer,
	answer_label: chosenOption(decision)?.label ?? null,
	answer_value: typedValue(decision),
	answer_unit: decision.answerUnit,
	answered_by: decision.answeredBy,
	answered_at: decision.answeredAt,
	reason: decision.reason,
	asked_at: decision.askedAt,
	deadline: decision.deadline,
	channels: decision.channels.map(({ channel, approver, status, error }) => ({ channel, approver, status, error })),
});

/** What was typed: a number as a number, so that the next node can count with it. */
const typedValue = ({ answerValue, input }: Decision): string | number | null =>
	answerValue !== null && input?.type === 'number' ? Number(answerValue) : answerValue;

/** The input items with what became of the question beside their own fields. */
export const withDecision = (
	items: readonly INodeExecutionData[],
	decision: Decision,
	more: IDataObject = {},
): INodeExecutionData[] =>
	items.map((item, index) => ({
		...item,
		json: {
			...item.json,
			decision_id: decision.decisionId,
			goal_id: decision.goalId,
			decision: { ...decisionItem(decision), ...more },
		},
		pairedItem: { item: index },
	}));

/** The items on the output the decision's status says: whatever is not an answer is No Answer. */
export function routeByStatus(items: readonly INodeExecutionData[], decision: Decision): Outputs {
	const outputs: Outputs = [[], [], []];
	const index =
		decision.status === 'approved' ? OUTPUT.approved : decision.status === 'rejected' ? OUTPUT.rejected : OUTPUT.noAnswer;
	outputs[index] = withDecision(items, decision);
	return outputs;
}
