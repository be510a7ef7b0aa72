import type { NewOverride } from '../../../../clients/whop/affiliateOverrides';
import { collectionFields, nodeFields } from '../../parameters';
import { choices, planField, productField } from '../fields';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed } from '../write';
import { commissionField, ownerField, readCommission } from './overrideFields';

/** New terms for an affiliate. */
export const create: WhopOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create an affiliate override',
	description: 'Agree with an affiliate on a commission for one plan, or on a share of the revenue',
	fields: [
		ownerField,
		{
			displayName: 'Type',
			name: 'overrideType',
			type: 'options',
			options: [
				{ name: 'Revenue Share', value: 'rev_share', description: 'Of a product, or of the whole company' },
				{ name: 'Standard', value: 'standard', description: 'For one plan' },
			],
			default: 'standard',
		},
		{ ...planField, required: true, displayOptions: { show: { overrideType: ['standard'] } } },
		commissionField,
		{
			displayName: 'Commission Type',
			name: 'commissionType',
			type: 'options',
			options: choices(['flat_fee', 'percentage']),
			default: 'percentage',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Applies to Payments',
					name: 'appliesToPayments',
					type: 'options',
					options: choices(['all_payments', 'first_payment']),
					default: 'first_payment',
					description: 'For the type Standard',
				},
				{ ...productField, description: 'For a revenue share. Of the whole company without this option.' },
				{
					displayName: 'Revenue Basis',
					name: 'revenueBasis',
					type: 'options',
					options: choices(['post_fees', 'pre_fees']),
					default: 'post_fees',
					description: 'For a revenue share',
				},
			],
		},
		...gatedWriteFields('promise a commission'),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const fields = nodeFields(context, itemIndex);
		const options = collectionFields(context, itemIndex, 'options');
		const affiliateId = fields.id('affiliateId');
		const percentage = fields.text('commissionType') !== 'flat_fee';
		const commission = {
			commissionType: percentage ? ('percentage' as const) : ('flat_fee' as const),
			commissionValue: readCommission(fields, percentage),
		};
		const terms: NewOverride =
			fields.text('overrideType') === 'rev_share'
				? {
						overrideType: 'rev_share',
						...commission,
						productId: options.ids('productId')?.[0],
						revenueBasis: options.text('revenueBasis'),
					}
				: {
						overrideType: 'standard',
						...commission,
						planId: fields.id('planId'),
						appliesToPayments: options.text('appliesToPayments'),
					};
		const write = keyed(context, itemIndex, (key) => whop.newOverrideWrite(affiliateId, terms, key));
		return await behindGate(context, itemIndex, write, async () => await whop.writeOverride(client, affiliateId, write));
	},
};
