import { nodeFields } from '../../parameters';
import type { WhopOperation } from '../operation';
import { overrideField } from '../locators';
import { ownerField } from './overrideFields';

/** Terms of an affiliate. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get an affiliate override',
	description: 'Retrieve terms of an affiliate',
	fields: [ownerField, overrideField],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id } = nodeFields(context, itemIndex);
		return [await whop.getOverride(client, id('affiliateId'), id('overrideId'))];
	},
};
