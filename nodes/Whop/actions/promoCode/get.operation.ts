import { nodeFields } from '../../parameters';
import { promoCodeField } from '../locators';
import type { WhopOperation } from '../operation';

/** One promo code. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a promo code',
	description: 'Retrieve one promo code',
	fields: [{ ...promoCodeField, required: true }],
	run: async ({ whop, client }, context, itemIndex) => [
		await whop.getPromoCode(client, nodeFields(context, itemIndex).id('promoCodeId')),
	],
};
