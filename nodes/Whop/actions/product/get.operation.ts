import { nodeFields } from '../../parameters';
import { productField } from '../locators';
import type { WhopOperation } from '../operation';

/** One product. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a product',
	description: 'Retrieve one product',
	fields: [{ ...productField, required: true }],
	run: async ({ whop, client }, context, itemIndex) => [
		await whop.getProduct(client, nodeFields(context, itemIndex).id('productId')),
	],
};
