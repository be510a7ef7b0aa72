import { nodeFields } from '../../parameters';
import { idField } from '../fields';
import type { WhopOperation } from '../operation';

/** One affiliate. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get an affiliate',
	description: 'Retrieve one affiliate',
	fields: [idField('affiliateId', 'Affiliate ID', 'aff_')],
	run: async ({ whop, client }, context, itemIndex) => [
		await whop.getAffiliate(client, nodeFields(context, itemIndex).id('affiliateId')),
	],
};
