import { collectionFields, nodeFields } from '../../parameters';
import { metadataField } from '../fields';
import { memberField, paymentMethodField, planField, promoCodeField } from '../locators';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed } from '../write';

/** Charges what a member saved. */
export const create: WhopOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create a payment',
	description: 'Charge the payment method a member saved, at the price of a plan',
	fields: [
		{ ...memberField, required: true },
		paymentMethodField,
		{ ...planField, required: true },
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [{ ...metadataField, description: 'Your own key-value pairs as a JSON object' }, promoCodeField],
		},
		...gatedWriteFields('charge a member'),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id } = nodeFields(context, itemIndex);
		const options = collectionFields(context, itemIndex, 'options');
		const charge = {
			memberId: id('memberId'),
			paymentMethodId: id('paymentMethodId'),
			planId: id('planId'),
			metadata: options.object('metadata'),
			promoCodeId: options.ids('promoCodeId')?.[0],
		};
		const write = keyed(context, itemIndex, (key) => whop.chargeWrite(client.companyId(), charge, key));
		return await behindGate(context, itemIndex, write, async () => await whop.actOnPayment(client, write));
	},
};
