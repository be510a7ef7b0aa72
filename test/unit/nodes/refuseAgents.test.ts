import type { IExecuteFunctions } from 'n8n-workflow';
import { refuseAgents } from '../../../nodes/shared/refuseAgents';

/** As much of n8n's context as is looked at. */
const nodeOf = (type: string): IExecuteFunctions => ({ getNode: () => ({ type }) }) as unknown as IExecuteFunctions;

test('what only people may do is refused where a language model fills the node in', () => {
	expect(() => refuseAgents(nodeOf('n8n-nodes-autopilot.decisionHandlerTool'), 'only people answer')).toThrow(
		'only people answer',
	);
	expect(() => refuseAgents(nodeOf('n8n-nodes-autopilot.decisionHandler'), 'only people answer')).not.toThrow();
});
