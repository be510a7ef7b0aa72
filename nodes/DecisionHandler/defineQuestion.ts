import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { createDecision } from '../../core/decision/createDecision';
import type { Settings } from '../../core/settings';
import type { Decision, DecisionOption, DecisionRequest, Instant, JsonValue } from '../../core/types';
import { sha256 } from '../shared/signing';
import { isToolReview, toolQuestion } from './toolReview';

const LEVELS = ['low', 'medium', 'high'] as const;

/**
 * Makes the record of the question that the node's own fields define. What approval executes is what the node hands on, so the
 * digest is that of the question, its options and the input items.
 * @throws AutopilotError APPROVERS_MISSING, DECISION_INVALID
 */
export function defineQuestion(context: IExecuteFunctions, settings: Settings, now: Instant): Decision {
	const text = (name: string): string => String(context.getNodeParameter(name, 0, '')).trim();
	const approvers = text('approvers')
		.split(/[\s,]+/)
		.filter((approver) => approver !== '');
	const hours = Number(context.getNodeParameter('timeoutHours', 0, 0));
	const question = text('question');
	const options = readOptions(context);
	const request: DecisionRequest = {
		goalId: '',
		kind: 'custom',
		// The same key in another workflow or node is another question.
		key: [context.getWorkflow().id ?? '', context.getNode().id, text('questionKey') || context.getExecutionId()].join('/'),
		question,
		evidence: text('evidence')
			.split('\n')
			.filter((line) => line.trim() !== ''),
		options,
		recommended: text('recommended') || '1',
		risk: readLevel(text('risk')),
		urgency: readLevel(text('urgency')),
		// Binary data and links between items are no part of what is shown, so only the JSON counts. n8n keeps it as JSON.
		payload: {
			question,
			options: options.map(({ label, outcome }) => ({ label, outcome })),
			items: context.getInputData().map(({ json }) => json as JsonValue),
		},
		...(isToolReview(context) && toolQuestion(context)),
	};
	return createDecision(request, {
		approvers: approvers.length > 0 ? approvers : settings.approvers,
		quorum: Number(context.getNodeParameter('quorum', 0, 1)),
		timeoutSeconds: hours > 0 ? hours * 3600 : settings.decisionTimeoutSeconds,
		now,
		hash: sha256,
	});
}

function readOptions(context: IExecuteFunctions): DecisionOption[] {
	const { option } = context.getNodeParameter('options', 0, {}) as { option?: IDataObject[] };
	return (option ?? []).map(({ label, outcome }, index) => ({
		key: String(index + 1),
		label: String(label ?? ''),
		outcome: outcome === 'approve' ? 'approve' : 'reject',
		effect: { type: 'none' },
		spend: null,
		probability: null,
		finishAt: null,
	}));
}

const readLevel = (text: string): Decision['risk'] => LEVELS.find((level) => level === text) ?? 'medium';
