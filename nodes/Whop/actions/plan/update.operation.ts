import { collectionFields, nodeFields } from '../../parameters';
import { planField } from '../locators';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed, requireChanges } from '../write';
import { planOptions, priceField, readPlan } from './planFields';

/** Changes a plan. */
export const update: WhopOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update a plan',
	description: 'Change what a plan costs and who sees it',
	fields: [
		{ ...planField, required: true },
		{
			displayName: 'Changes',
			name: 'changes',
			type: 'collection',
			placeholder: 'Add Change',
			default: {},
			options: [
				...planOptions,
				priceField('initialPrice', 'Initial Price', 'What is charged at once'),
				priceField('renewalPrice', 'Renewal Price', 'What is charged in every period'),
			].sort((a, b) => a.displayName.localeCompare(b.displayName, 'en')),
		},
		...gatedWriteFields('change what buyers are charged'),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const id = nodeFields(context, itemIndex).id('planId');
		const changes = requireChanges(readPlan(collectionFields(context, itemIndex, 'changes')));
		const write = keyed(context, itemIndex, (key) => whop.updatePlanWrite(id, changes, key));
		return await behindGate(context, itemIndex, write, async () => await whop.writePlan(client, write));
	},
};
