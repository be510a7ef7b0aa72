import { nodeFields } from '../../parameters';
import { membershipField } from '../locators';
import type { WhopOperation } from '../operation';

/** One membership. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a membership',
	description: 'Retrieve one membership',
	fields: [membershipField],
	run: async ({ whop, client }, context, itemIndex) => [
		await whop.getMembership(client, nodeFields(context, itemIndex).id('membershipId')),
	],
};
