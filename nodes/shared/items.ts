import type { IBinaryKeyData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { errorJson, toNodeError } from './errors';

/** Items for each output of a node, linked to the input item they came from. */
export type Outputs = INodeExecutionData[][];

/** One result: which output, its JSON, and files where it has some. */
export interface Routed {
	readonly output: number;
	readonly json: IDataObject;
	readonly binary?: IBinaryKeyData;
}

/**
 * Runs an operation for every input item. With "Continue On Fail" a failed item goes to `failedOutput` with its error: where outputs
 * mean yes or no, the one that lets nothing start. Else the error stops the node and names the item.
 */
export async function forEachItem(
	context: IExecuteFunctions,
	outputs: number,
	operation: (itemIndex: number) => Promise<readonly Routed[]>,
	failedOutput = 0,
): Promise<Outputs> {
	const out: Outputs = Array.from({ length: outputs }, () => []);
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		try {
			for (const { output, json, binary } of await operation(itemIndex)) {
				out[output]?.push({ json, ...(binary && { binary }), pairedItem: { item: itemIndex } });
			}
		} catch (error) {
			if (!context.continueOnFail()) throw toNodeError(context.getNode(), error, itemIndex);
			out[failedOutput]?.push({ json: errorJson(error), pairedItem: { item: itemIndex } });
		}
	}
	return out;
}
