import { nodeFields } from '../../parameters';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed } from '../write';
import { overrideField } from '../locators';
import { commissionField, ownerField, readCommission } from './overrideFields';

/** Changes the commission of an affiliate. */
export const update: WhopOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update an affiliate override',
	description: 'Change the commission of an affiliate',
	fields: [ownerField, overrideField, commissionField, ...gatedWriteFields('change a commission')],
	run: async ({ whop, client }, context, itemIndex) => {
		const fields = nodeFields(context, itemIndex);
		const [affiliateId, overrideId] = [fields.id('affiliateId'), fields.id('overrideId')];
		const commission = readCommission(fields, false);
		const write = keyed(context, itemIndex, (key) => whop.updateOverrideWrite(affiliateId, overrideId, commission, key));
		return await behindGate(context, itemIndex, write, async () => await whop.writeOverride(client, affiliateId, write));
	},
};
