import { nodeFields } from '../../parameters';
import { idField } from '../fields';
import type { WhopOperation } from '../operation';

/** One payment. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a payment',
	description: 'Retrieve one payment',
	fields: [idField('paymentId', 'Payment ID', 'pay_')],
	run: async ({ whop, client }, context, itemIndex) => [
		await whop.getPayment(client, nodeFields(context, itemIndex).id('paymentId')),
	],
};
