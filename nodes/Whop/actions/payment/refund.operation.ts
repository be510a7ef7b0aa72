import { AutopilotError } from '../../../../core/errors';
import { nodeFields } from '../../parameters';
import { paymentField } from '../locators';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed } from '../write';

/** Pays a payment back, wholly or in part. */
export const refund: WhopOperation = {
	value: 'refund',
	name: 'Refund',
	action: 'Refund a payment',
	description: 'Pay a payment back, wholly or in part',
	fields: [
		{ ...paymentField, required: true },
		{
			displayName: 'Amount',
			name: 'refundAmount',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: '',
			description: 'How much to pay back, in the currency of the payment. Leave empty for all of it.',
		},
		...gatedWriteFields('pay money back'),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id, number } = nodeFields(context, itemIndex);
		const amount = number('refundAmount');
		// 0 must not become "all of it".
		if (amount !== undefined && !(amount > 0)) {
			throw new AutopilotError('PARAMETER_INVALID', '"Amount" must be above 0, or empty to refund everything');
		}
		const write = keyed(context, itemIndex, (key) => whop.refundWrite(id('paymentId'), amount, key));
		return await behindGate(context, itemIndex, write, async () => await whop.actOnPayment(client, write));
	},
};
