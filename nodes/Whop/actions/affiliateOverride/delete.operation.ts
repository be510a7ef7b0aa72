import { nodeFields } from '../../parameters';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed } from '../write';
import { overrideField } from '../locators';
import { ownerField } from './overrideFields';

/** Ends terms of an affiliate. */
export const deleteOverride: WhopOperation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete an affiliate override',
	description: 'End terms of an affiliate; the company’s own apply again',
	fields: [ownerField, overrideField, ...gatedWriteFields('end terms of an affiliate')],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id } = nodeFields(context, itemIndex);
		const [affiliateId, overrideId] = [id('affiliateId'), id('overrideId')];
		const write = keyed(context, itemIndex, (key) => whop.deleteOverrideWrite(affiliateId, overrideId, key));
		return await behindGate(context, itemIndex, write, async () => {
			await whop.remove(client, write);
			return { id: overrideId, affiliateId, deleted: true };
		});
	},
};
