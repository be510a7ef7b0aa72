import { nodeFields } from '../../parameters';
import { paymentField } from '../locators';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed } from '../write';

/** Cancels a payment before it is settled. */
export const voidPayment: WhopOperation = {
	value: 'void',
	name: 'Void',
	action: 'Void a payment',
	description: 'Cancel a payment that is not settled yet',
	fields: [{ ...paymentField, required: true }, ...gatedWriteFields('cancel a payment')],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id } = nodeFields(context, itemIndex);
		const write = keyed(context, itemIndex, (key) => whop.paymentAction('void', id('paymentId'), key));
		return await behindGate(context, itemIndex, write, async () => await whop.actOnPayment(client, write));
	},
};
