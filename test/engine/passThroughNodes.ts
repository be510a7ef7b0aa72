import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType } from 'n8n-workflow';

/** A node that hands its items on. Stands for triggers and other nodes of n8n whose own doing a test does not need. */
const passThrough = (name: string, inputs: INodeType['description']['inputs']): INodeType => ({
	description: {
		displayName: name,
		name,
		group: ['transform'],
		version: [1, 1.1, 1.2, 1.3, 1.4, 1.5, 2, 2.1, 3],
		description: '',
		defaults: { name },
		inputs,
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	},
});

const trigger = (name: string): INodeType => passThrough(name, []);

/** Substitutes that every engine knows, by the names workflows use. */
export const passThroughNodes: Readonly<Record<string, INodeType>> = {
	'n8n-nodes-base.manualTrigger': trigger('manualTrigger'),
	'n8n-nodes-base.executeWorkflowTrigger': trigger('executeWorkflowTrigger'),
	'n8n-nodes-base.scheduleTrigger': trigger('scheduleTrigger'),
	'n8n-nodes-base.webhook': trigger('webhook'),
	'n8n-nodes-base.telegramTrigger': trigger('telegramTrigger'),
	'n8n-nodes-base.stickyNote': trigger('stickyNote'),
	'n8n-nodes-base.noOp': passThrough('noOp', [NodeConnectionTypes.Main]),
};
