import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Routed } from '../../shared/items';
import { unknownOperation } from '../../shared/operation';
import { toItem } from '../../shared/snakeCase';
import { openWhop, type WhopSession } from '../../shared/whop';

/** An operation on a Whop resource: what the editor shows, its fields, and what it does for one item. */
export interface WhopOperation {
	readonly value: string;
	readonly name: string;
	/** What the editor's list of actions says, e.g. `Get a payment`. */
	readonly action: string;
	readonly description: string;
	readonly fields: readonly INodeProperties[];
	/** @returns one object for each item to put out; their names become snake case. */
	readonly run: (session: WhopSession, context: IExecuteFunctions, itemIndex: number) => Promise<readonly object[]>;
}

/** A kind of thing at Whop. */
export interface WhopResource {
	readonly value: string;
	readonly name: string;
	readonly operations: readonly WhopOperation[];
}

/** The editor's fields for all resources: resource, operation, and each operation's own. */
export function propertiesOf(resources: readonly WhopResource[], first: string): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: first,
		},
		...resources.map(operationProperty),
		...resources.flatMap(({ value: resource, operations }) =>
			operations.flatMap(({ value: operation, fields }) =>
				fields.map((field) => ({
					...field,
					displayOptions: {
						...field.displayOptions,
						show: { resource: [resource], operation: [operation], ...field.displayOptions?.show },
					},
				})),
			),
		),
	];
}

function operationProperty({ value: resource, operations }: WhopResource): INodeProperties {
	// What a new node does before anybody chose: never a write.
	const harmless = (operations.find(({ value }) => value === 'get') ?? operations[0])?.value ?? '';
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: operations.map(({ name, value, action, description }) => ({ name, value, action, description })),
		default: harmless,
	};
}

/** Runs the operation chosen for an item; every item it puts out says which Whop it came from. */
export async function runOperation(
	resources: readonly WhopResource[],
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<readonly Routed[]> {
	const resource = context.getNodeParameter('resource', itemIndex);
	const operation = context.getNodeParameter('operation', itemIndex);
	const chosen = resources.find(({ value }) => value === resource)?.operations.find(({ value }) => value === operation);
	if (!chosen) throw unknownOperation(String(operation));
	const session = await openWhop(context, itemIndex);
	const results = await chosen.run(session, context, itemIndex);
	return results.map((result) => ({ output: 0, json: { ...toItem(result), environment: session.environment } }));
}
