import type { IExecuteFunctions } from 'n8n-workflow';
import { recordResult } from '../../../nodes/AutoExecutor/actions/recordResult.operation';
import { resumeGoal } from '../../../nodes/AutoExecutor/actions/goalControl.operation';
import { refuseAgents } from '../../../nodes/shared/refuseAgents';

/** As much of n8n's context as is looked at. */
const nodeOf = (type: string): IExecuteFunctions =>
	({ getNode: () => ({ type }), getNodeParameter: () => '' }) as unknown as IExecuteFunctions;
const AGENT = nodeOf('n8n-nodes-autopilot.autoExecutorTool');

test('what only people may do is refused where a language model fills the node in', () => {
	expect(() => refuseAgents(nodeOf('n8n-nodes-autopilot.decisionHandlerTool'), 'only people answer')).toThrow(
		'only people answer',
	);
	expect(() => refuseAgents(nodeOf('n8n-nodes-autopilot.decisionHandler'), 'only people answer')).not.toThrow();
});

test('an agent neither releases the brake nor makes results up', async () => {
	await expect(resumeGoal.execute(AGENT, 0)).rejects.toThrow('brake');
	await expect(recordResult.execute(AGENT, 0)).rejects.toThrow('result');
});
