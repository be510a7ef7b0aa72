import type { IExecuteFunctions } from 'n8n-workflow';
import { AutopilotError } from '../../core/errors';

/**
 * As a tool a node is filled in by a language model, which could name any approver and answer its own question, or command the loop
 * in an approver's name.
 * @throws AutopilotError DECISION_INVALID with `message`
 */
export function refuseAgents(context: IExecuteFunctions, message: string): void {
	if (context.getNode().type.endsWith('Tool')) throw new AutopilotError('DECISION_INVALID', message);
}
