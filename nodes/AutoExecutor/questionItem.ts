import type { IDataObject } from 'n8n-workflow';
import type { Decision } from '../../core/types';

/** What the workflow that asks needs to know. */
export const questionItem = ({ decisionId, goalId, kind, question }: Decision): IDataObject => ({
	decision_id: decisionId,
	goal_id: goalId,
	kind,
	question,
});
