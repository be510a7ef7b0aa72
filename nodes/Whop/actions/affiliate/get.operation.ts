import { nodeFields } from '../../parameters';
import { affiliateField } from '../locators';
import type { WhopOperation } from '../operation';

/** One affiliate. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get an affiliate',
	description: 'Retrieve one affiliate',
	fields: [{ ...affiliateField, required: true }],
	run: async ({ whop, client }, context, itemIndex) => [
		await whop.getAffiliate(client, nodeFields(context, itemIndex).id('affiliateId')),
	],
};
