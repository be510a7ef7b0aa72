import { nodeFields } from '../../parameters';
import { planField } from '../locators';
import type { WhopOperation } from '../operation';

/** One plan. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a plan',
	description: 'Retrieve one plan',
	fields: [{ ...planField, required: true }],
	run: async ({ whop, client }, context, itemIndex) => [await whop.getPlan(client, nodeFields(context, itemIndex).id('planId'))],
};
