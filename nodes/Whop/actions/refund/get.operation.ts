import { nodeFields } from '../../parameters';
import { idField } from '../fields';
import type { WhopOperation } from '../operation';

/** One refund. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a refund',
	description: 'Retrieve one refund',
	fields: [idField('refundId', 'Refund ID', 'rf_')],
	run: async ({ whop, client }, context, itemIndex) => [
		await whop.getRefund(client, nodeFields(context, itemIndex).id('refundId')),
	],
};
