import { nodeFields } from '../../parameters';
import { paymentField } from '../locators';
import type { WhopOperation } from '../operation';

/** One payment. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a payment',
	description: 'Retrieve one payment',
	fields: [{ ...paymentField, required: true }],
	run: async ({ whop, client }, context, itemIndex) => [
		await whop.getPayment(client, nodeFields(context, itemIndex).id('paymentId')),
	],
};
