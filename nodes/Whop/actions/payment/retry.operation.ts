import { nodeFields } from '../../parameters';
import { paymentField } from '../locators';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed } from '../write';

/** Charges the buyer again. */
export const retryPayment: WhopOperation = {
	value: 'retry',
	name: 'Retry',
	action: 'Retry a payment',
	description: 'Charge the buyer again for a payment that failed',
	fields: [{ ...paymentField, required: true }, ...gatedWriteFields('charge a buyer')],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id } = nodeFields(context, itemIndex);
		const write = keyed(context, itemIndex, (key) => whop.paymentAction('retry', id('paymentId'), key));
		return await behindGate(context, itemIndex, write, async () => await whop.actOnPayment(client, write));
	},
};
