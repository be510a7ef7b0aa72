import { nodeFields } from '../../parameters';
import { refundField } from '../locators';
import type { WhopOperation } from '../operation';

/** One refund. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a refund',
	description: 'Retrieve one refund',
	fields: [refundField],
	run: async ({ whop, client }, context, itemIndex) => [
		await whop.getRefund(client, nodeFields(context, itemIndex).id('refundId')),
	],
};
