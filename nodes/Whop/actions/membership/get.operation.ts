import { nodeFields } from '../../parameters';
import { idField } from '../fields';
import type { WhopOperation } from '../operation';

/** One membership. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a membership',
	description: 'Retrieve one membership',
	fields: [idField('membershipId', 'Membership ID', 'mem_')],
	run: async ({ whop, client }, context, itemIndex) => [
		await whop.getMembership(client, nodeFields(context, itemIndex).id('membershipId')),
	],
};
