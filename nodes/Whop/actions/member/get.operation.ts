import { nodeFields } from '../../parameters';
import { idField } from '../fields';
import type { WhopOperation } from '../operation';

/** One member. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a member',
	description: 'Retrieve one member',
	fields: [idField('memberId', 'Member ID', 'mber_')],
	run: async ({ whop, client }, context, itemIndex) => [
		await whop.getMember(client, nodeFields(context, itemIndex).id('memberId')),
	],
};
