import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { AutopilotError } from '../../core/errors';
import type { Routed } from './items';

/** An operation of the node: its fields and what it does for one item. */
export interface Operation {
	readonly fields: INodeProperties[];
	readonly execute: (context: IExecuteFunctions, itemIndex: number) => Promise<readonly Routed[]>;
}

/** Runs the operation chosen for an item. @throws AutopilotError PARAMETER_INVALID where an expression names one that is not there */
export async function runChosen(
	operations: ReadonlyMap<string, Operation>,
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<readonly Routed[]> {
	const name = String(context.getNodeParameter('operation', itemIndex));
	const operation = operations.get(name);
	if (!operation) throw unknownOperation(name);
	return operation.execute(context, itemIndex);
}

/** The error of a node that was given an operation it does not have. */
export const unknownOperation = (name: string): AutopilotError =>
	new AutopilotError('PARAMETER_INVALID', `"Operation" has no choice "${name.slice(0, 40)}"`, { parameter: 'operation' });
