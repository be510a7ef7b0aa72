import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { isAutopilotError } from '../../core/errors';

/** The codes of what outside services did: other APIs, the ledger behind one, and the channels to people. */
const OF_SERVICES = /^(API|CHANNEL|LEDGER|SHEETS?)_/;

/**
 * Turns whatever an operation threw into n8n's own error, with the item it belongs to and what to do next.
 * Errors of outside services become NodeApiError, everything else NodeOperationError.
 */
export function toNodeError(node: INode, error: unknown, itemIndex: number): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	if (isAutopilotError(error)) {
		const description = `${error.remedy} (${error.code})`;
		const nodeError = OF_SERVICES.test(error.code)
			? new NodeApiError(node, { code: error.code } as JsonObject, { message: error.message, description, itemIndex })
			: new NodeOperationError(node, error.message, { description, itemIndex });
		// n8n puts a sentence of its own in the place of messages that hold ECONNREFUSED and the like; ours names the service.
		nodeError.message = error.message;
		return nodeError;
	}
	const message = error instanceof Error ? error.message : String(error);
	return new NodeOperationError(node, message, {
		itemIndex,
		description: 'This is a fault of the node itself. Please report it.',
	});
}

/** What people and the ledger are told of an error: only the pack's own messages are known to hold no secret. */
export const toldMessage = (error: unknown): string => (isAutopilotError(error) ? error.message : 'unexpected failure');

/** What an item says of its error when the node continues on fail. */
export interface ErrorJson extends IDataObject {
	readonly error: string;
	readonly details: {
		readonly code: string;
		readonly retryable: boolean;
		readonly remedy: string;
		/** The run that certainly does not begin because of it. */
		readonly run_id?: string;
	};
}

/**
 * The JSON of a failed item. n8n moves an item to the error output only if it has no fields but `error`, `message` and `details`,
 * and an item with n8n's own error object loses all but its message: hence this shape.
 */
export function errorJson(error: unknown): ErrorJson {
	if (isAutopilotError(error)) {
		const { code, retryable, remedy } = error;
		const runId = error.details['refusedRun'];
		return {
			error: error.message,
			details: { code, retryable, remedy, ...(typeof runId === 'string' && { run_id: runId }) },
		};
	}
	const message = error instanceof Error ? error.message : String(error);
	return { error: message, details: { code: 'UNKNOWN', retryable: false, remedy: '' } };
}
