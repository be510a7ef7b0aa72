import type { IExecuteFunctions } from 'n8n-workflow';
import { answer } from '../../../nodes/DecisionHandler/actions/answer.operation';

test('an AI agent that has the node as a tool cannot answer in the name of an approver', async () => {
	const context = {
		getNode: () => ({ type: 'n8n-nodes-autopilot.decisionHandlerTool' }),
		getNodeParameter: () => {
			throw new Error('must not be read');
		},
	};
	await expect(answer.execute(context as unknown as IExecuteFunctions, 0)).rejects.toMatchObject({ code: 'DECISION_INVALID' });
});
