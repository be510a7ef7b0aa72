import type { INode, INodeParameters } from 'n8n-workflow';
import { requireOwnRules } from '../../../nodes/DecisionHandler/toolReview';

const review = (parameters: INodeParameters) => {
	const node: INode = {
		id: '1',
		name: 'Ask First',
		type: 'decisionHandlerHitlTool',
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	return () => requireOwnRules({ getNode: () => node });
};

describe('a review of an agent’s tool calls', () => {
	it('may show in its words what the model wrote', () => {
		const words = {
			question: '={{ $tool.name }}?',
			message: '={{ $json.x }}',
			evidence: '={{ $json.x }}',
			questionKey: '={{ $json.x }}',
		};
		expect(review({ ...words, currentTime: '={{ $now }}', approvers: 'telegram:1' })).not.toThrow();
	});

	it.each([
		['approvers', 'Approvers'],
		['quorum', 'Quorum'],
		['channelOrder', 'Channel Order'],
		['risk', 'Risk'],
		['urgency', 'Urgency'],
		['timeoutHours', 'Hours to Answer'],
		['deadlineAt', 'Answer By'],
		['expiryOption', 'Harmless Option'],
		['fromEmail', 'From Email'],
		['ledger', 'Ledger'],
		['authentication', 'Authentication'],
		['spreadsheetId', 'Spreadsheet'],
		['currentTime', 'Current Time'],
		['operation', 'Operation'],
		['aFieldOfALaterVersion', 'A Field Of A Later Version'],
	])('is refused where the model could write %s', (parameter, field) => {
		const message = `"${field}" of a review of tool calls must be a fixed value`;
		expect(review({ [parameter]: "={{ $fromAI('x') }}" })).toThrow(message);
		expect(review({ [parameter]: { mode: 'id', value: '={{ $json.x }}' } })).toThrow(message);
	});
});
