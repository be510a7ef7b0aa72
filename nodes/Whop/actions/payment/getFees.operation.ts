import { nodeFields } from '../../parameters';
import { collect } from '../collect';
import { limitFields, readLimit } from '../fields';
import { paymentField } from '../locators';
import type { WhopOperation } from '../operation';

/** The fees of a payment. */
export const getFees: WhopOperation = {
	value: 'getFees',
	name: 'Get Fees',
	action: 'Get the fees of a payment',
	description: 'Retrieve what Whop and others kept back from a payment',
	fields: [{ ...paymentField, required: true }, ...limitFields],
	run: async ({ whop, client }, context, itemIndex) => {
		const id = nodeFields(context, itemIndex).id('paymentId');
		return await collect(whop.listPaymentFees(client, id, readLimit(context, itemIndex)));
	},
};
