import { nodeFields } from '../../parameters';
import { disputeField } from '../locators';
import type { WhopOperation } from '../operation';

/** One dispute. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a dispute',
	description: 'Retrieve one dispute',
	fields: [disputeField],
	run: async ({ whop, client }, context, itemIndex) => [
		await whop.getDispute(client, nodeFields(context, itemIndex).id('disputeId')),
	],
};
