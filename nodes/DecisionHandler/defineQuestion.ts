import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { readChannelOrder } from '../../core/decision/channelSettings';
import { createDecision } from '../../core/decision/createDecision';
import type { Settings } from '../../core/settings';
import type { Decision, DecisionRequest, Instant, JsonValue } from '../../core/types';
import { sha256 } from '../shared/signing';
import { readInputFields, readInstant, readOptions } from './readOptions';
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
	const question = text('question');
	const { option: rows = [] } = context.getNodeParameter('options', 0, {}) as { option?: IDataObject[] };
	const { channel: channels = [] } = context.getNodeParameter('channelOrder', 0, {}) as { channel?: IDataObject[] };
	const options = readOptions(rows, { currency: settings.currency, timeZone: settings.timeZone });
	const input = readInputFields(rows);
	const quorum = Number(context.getNodeParameter('quorum', 0, 1));
	const expiryOption = text('expiry') === 'option' ? text('expiryOption') : '';
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
		requestedBy: quorum > 1 ? text('requestedBy') : '',
		input,
		expiryOption,
		// Binary data and links between items are no part of what is shown, so only the JSON counts. n8n keeps it as JSON.
		payload: {
			question,
			options: options.map(({ label, outcome, spend, probability, finishAt }) => ({
				label,
				outcome,
				spend: spend && { ...spend },
				probability,
				finishAt,
			})),
			input: input && { ...input },
			expiryOption,
			items: context.getInputData().map(({ json }) => json as JsonValue),
		},
		...(isToolReview(context) && toolQuestion(context)),
	};
	return createDecision(request, {
		approvers: approvers.length > 0 ? approvers : settings.approvers,
		channelOrder: readChannelOrder(channels.map(({ name }) => String(name))) ?? [],
		quorum,
		timeoutSeconds: secondsToAnswer(context, settings, now),
		now,
		hash: sha256,
	});
}

/** How long the question can be answered: until the date of the field, for its hours, or for as long as the setting says. */
function secondsToAnswer(context: IExecuteFunctions, settings: Settings, now: Instant): number {
	if (context.getNodeParameter('deadlineBy', 0, 'hours') === 'date') {
		const at = readInstant(String(context.getNodeParameter('deadlineAt', 0, '')), context.getTimezone(), 'the time to answer by');
		return (Date.parse(at) - Date.parse(now)) / 1000;
	}
	const hours = Number(context.getNodeParameter('timeoutHours', 0, 0));
	return hours > 0 ? hours * 3600 : settings.decisionTimeoutSeconds;
}

const readLevel = (text: string): Decision['risk'] => LEVELS.find((level) => level === text) ?? 'medium';
