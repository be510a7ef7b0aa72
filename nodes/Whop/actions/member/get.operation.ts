import { nodeFields } from '../../parameters';
import { memberField } from '../locators';
import type { WhopOperation } from '../operation';

/** One member. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a member',
	description: 'Retrieve one member',
	fields: [{ ...memberField, required: true }],
	run: async ({ whop, client }, context, itemIndex) => [
		await whop.getMember(client, nodeFields(context, itemIndex).id('memberId')),
	],
};
