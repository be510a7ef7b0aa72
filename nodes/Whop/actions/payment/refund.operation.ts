import { AutopilotError } from '../../../../core/errors';
import { nodeFields, stated } from '../../parameters';
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
			displayName: 'Refund',
			name: 'refundExtent',
			type: 'options',
			options: [
				{ name: 'All of It', value: 'all', description: 'Whatever is not paid back yet' },
				{ name: 'Part of It', value: 'part' },
			],
			// The cheaper one: everything is paid back only where somebody says so.
			default: 'part',
		},
		{
			displayName: 'Amount',
			name: 'refundAmount',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: '',
			required: true,
			description: 'How much to pay back, in the currency of the payment',
			displayOptions: { show: { refundExtent: ['part'] } },
		},
		...gatedWriteFields('pay money back'),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id, choice, number } = nodeFields(context, itemIndex);
		const extent = stated('refundExtent', choice('refundExtent', ['all', 'part']));
		const amount = extent === 'all' ? undefined : stated('refundAmount', number('refundAmount'));
		if (amount !== undefined && !(amount > 0)) throw new AutopilotError('PARAMETER_INVALID', '"Amount" must be above 0');
		const write = keyed(context, itemIndex, (key) => whop.refundWrite(id('paymentId'), amount, key));
		return await behindGate(context, itemIndex, write, async () => await whop.actOnPayment(client, write));
	},
};
