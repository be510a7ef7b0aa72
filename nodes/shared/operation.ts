import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Routed } from './items';

/** An operation of the node: its fields and what it does for one item. */
export interface Operation {
	readonly fields: INodeProperties[];
	readonly execute: (context: IExecuteFunctions, itemIndex: number) => Promise<readonly Routed[]>;
}

/** Limits an operation to one goal. */
export const goalIdField = (operations: string[]): INodeProperties => ({
	displayName: 'Goal ID',
	name: 'goalId',
	type: 'string',
	default: '',
	placeholder: 'e.g. g_4k2m…',
	description: 'The goal to work on. Leave empty for all active goals.',
	displayOptions: { show: { operation: operations } },
});
