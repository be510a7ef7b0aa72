import { nodeFields } from '../../parameters';
import { affiliateField } from '../locators';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed, writeFields } from '../write';

/** Ends an affiliate's work. */
export const archive: WhopOperation = {
	value: 'archive',
	name: 'Archive',
	action: 'Archive an affiliate',
	description: 'Let an affiliate earn nothing more; Unarchive takes it back',
	fields: [{ ...affiliateField, required: true }, ...gatedWriteFields('end the work of an affiliate')],
	run: async ({ whop, client }, context, itemIndex) => {
		const id = nodeFields(context, itemIndex).id('affiliateId');
		const write = keyed(context, itemIndex, (key) => whop.affiliateAction('archive', id, key));
		return await behindGate(context, itemIndex, write, async () => {
			await whop.remove(client, write);
			return await whop.getAffiliate(client, id);
		});
	},
};

/** Takes it up again. */
export const unarchive: WhopOperation = {
	value: 'unarchive',
	name: 'Unarchive',
	action: 'Unarchive an affiliate',
	description: 'Let an archived affiliate earn again',
	fields: [{ ...affiliateField, required: true }, ...writeFields],
	run: async ({ whop, client }, context, itemIndex) => {
		const id = nodeFields(context, itemIndex).id('affiliateId');
		const write = keyed(context, itemIndex, (key) => whop.affiliateAction('unarchive', id, key));
		await whop.remove(client, write);
		return [await whop.getAffiliate(client, id)];
	},
};
