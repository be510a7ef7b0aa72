import type { IDataObject, IExecuteFunctions, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';
import { cleanText } from '../../core/decision/safeText';
import { parameterLines, requireFixedRules, toolName, type ToolCall } from '../../core/decision/toolCall';
import { localeOfText } from '../../core/decision/view';
import { AutopilotError } from '../../core/errors';
import { TOOL_CALL_TEXTS } from '../../core/locale/toolCall';
import type { Decision, DecisionRequest, JsonValue } from '../../core/types';
import type { Outputs } from '../shared/items';
import { decisionItem, routeByStatus, withDecision } from './decisionItem';

/**
 * Fields that may show what the model has written: they say nothing of who decides, what about, until when and where it is recorded.
 * What is asked stands above the call itself; evidence and key are made from the call, whatever these fields hold.
 */
const FREE = new Set(['question', 'message', 'evidence', 'questionKey', 'toolDescription', 'descriptionType']);
/** Names of fields in the editor, where they are not their parameter's in words. */
const NAMES = new Map([
	['deadlineBy', 'Deadline'],
	['timeoutHours', 'Hours to Answer'],
	['deadlineAt', 'Answer By'],
	['expiry', 'When Nobody Answers'],
	['expiryOption', 'Harmless Option'],
	['recommended', 'Recommended Option'],
	['decisionId', 'Decision ID'],
	['spreadsheetId', 'Spreadsheet'],
]);

/** The field as the editor names it: `channelOrder` is Channel Order. */
const fieldName = (parameter: string): string =>
	NAMES.get(parameter) ?? parameter.replace(/(?=[A-Z])/g, ' ').replace(/^./, (first) => first.toUpperCase());

const LONGEST_HEADING = 500;
/** How the message begins that n8n puts into its field of a review; what it then shows comes out of the model. */
const N8N_MESSAGE = '=The agent wants to run this tool: {{ $tool.name }}';

/** Whether the node is the variant that n8n makes of it to review an AI agent's tool calls. */
export const isToolReview = (context: IExecuteFunctions | IWebhookFunctions): boolean =>
	context.getNode().type.endsWith('HitlTool');

/**
 * Looks at the rules of a review before anything goes by them, the choice of the ledger too.
 * @throws AutopilotError DECISION_INVALID when the model could have a hand in the rules of its own review.
 */
export function requireOwnRules(context: Pick<IExecuteFunctions, 'getNode'>): void {
	const rules = Object.entries(context.getNode().parameters).filter(([name]) => !FREE.has(name));
	requireFixedRules(new Map(rules.map(([name, value]) => [fieldName(name), value])));
}

/**
 * The question about a tool call: what is asked and shown comes from the call that runs when it is approved, and so does its digest.
 * @throws AutopilotError DECISION_INVALID
 */
export function toolQuestion(context: IExecuteFunctions): Pick<DecisionRequest, 'key' | 'question' | 'evidence' | 'payload'> {
	const raw = (name: string): string => {
		const value: unknown = context.getNodeParameter(name, 0, '', { rawExpressions: true });
		return typeof value === 'string' ? value : JSON.stringify(value);
	};
	if (raw('decisionId') !== '')
		throw new AutopilotError('DECISION_INVALID', 'A review of tool calls asks its own question: leave "Decision ID" empty');

	const call = readToolCall(context);
	const text = (name: string): string => cleanText(String(context.getNodeParameter(name, 0, '')), LONGEST_HEADING).trim();
	const given = text('question') || (raw('message').startsWith(N8N_MESSAGE) ? '' : text('message'));
	const texts = TOOL_CALL_TEXTS[localeOfText(given)];
	return {
		key: [context.getWorkflow().id ?? '', context.getNode().id, context.getExecutionId(), call.callId].join('/'),
		question: `${given || texts.question}\n${texts.tool(toolName(call))}`,
		evidence: parameterLines(call),
		payload: { tool: call.tool, parameters: call.parameters },
	};
}

/**
 * The call as the agent will make it once it is approved. The expressions `$tool` could be led astray by further fields of the model's,
 * and so could the tool's name in the input; the one node that is connected is what runs.
 * @throws AutopilotError DECISION_INVALID when several tools share the review.
 */
function readToolCall(context: IExecuteFunctions): ToolCall {
	const tools = context.getParentNodes(context.getNode().name, { connectionType: 'ai_tool', depth: 1 });
	const [connected, ...others] = tools;
	if (!connected || others.length > 0)
		throw new AutopilotError(
			'DECISION_INVALID',
			`A review stands before one tool, not ${tools.length}: give each tool a review of its own`,
		);
	const json = context.getInputData()[0]?.json ?? {};
	const named = typeof json.tool === 'string' ? json.tool : '';
	// A toolkit has many tools behind one node: its name alone would not say which.
	const sameName = named === '' || named.replaceAll('_', ' ') === connected.name.replaceAll('_', ' ');
	return {
		tool: sameName ? connected.name : `${connected.name} (${named})`,
		parameters: (json.toolParameters ?? null) as JsonValue,
		callId: String(json.toolCallId ?? ''),
	};
}

/** Where the items of an answered question go: on, or back to the agent that waits for the review. */
export function routeOutcome(
	context: IExecuteFunctions | IWebhookFunctions,
	items: readonly INodeExecutionData[],
	decision: Decision,
): Outputs {
	return isToolReview(context) ? [[reviewItem(decision)]] : routeByStatus(items, decision);
}

/** The items that wait, marked as what they are should nobody answer. */
export function waitingItems(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	decision: Decision,
	more: IDataObject,
): INodeExecutionData[] {
	const expired: Decision = { ...decision, status: 'expired' };
	return isToolReview(context) ? [reviewItem(expired, more)] : withDecision(items, expired, more);
}

/**
 * What n8n's AI Agent reads of a review: `approved`, and in `chatInput` why not. Whatever is no approval refuses. Without a reason n8n
 * tells the agent itself that its call was rejected.
 */
function reviewItem(decision: Decision, more: IDataObject = {}): INodeExecutionData {
	const approved = decision.status === 'approved';
	const { expired } = TOOL_CALL_TEXTS[localeOfText(decision.question)];
	const said = decision.status === 'rejected' ? decision.reason : expired;
	return {
		json: {
			approved,
			...(!approved && said !== null && { chatInput: said }),
			decision: { ...decisionItem(decision), ...more },
		},
		pairedItem: { item: 0 },
	};
}
