import type { NewOverride } from '../../../../clients/whop/affiliateOverrides';
import { collectionFields, nodeFields, stated } from '../../parameters';
import { choices } from '../fields';
import { planField, productField } from '../locators';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed } from '../write';
import { commissionField, ownerField, readCommission } from './overrideFields';

const TYPES = ['rev_share', 'standard'] as const;
const COMMISSION_TYPES = ['flat_fee', 'percentage'] as const;
const PAYMENTS = ['all_payments', 'first_payment'] as const;
const REVENUE_BASES = ['post_fees', 'pre_fees'] as const;

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
			options: choices(COMMISSION_TYPES),
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
					options: choices(PAYMENTS),
					default: 'first_payment',
					description: 'For the type Standard',
				},
				{ ...productField, description: 'For a revenue share. Of the whole company without this option.' },
				{
					displayName: 'Revenue Basis',
					name: 'revenueBasis',
					type: 'options',
					options: choices(REVENUE_BASES),
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
		const commissionType = stated('commissionType', fields.choice('commissionType', COMMISSION_TYPES));
		const commission = { commissionType, commissionValue: readCommission(fields, commissionType === 'percentage') };
		const extra = {
			productId: options.ids('productId')?.[0],
			revenueBasis: options.choice('revenueBasis', REVENUE_BASES),
			appliesToPayments: options.choice('appliesToPayments', PAYMENTS),
		};
		const terms: NewOverride =
			stated('overrideType', fields.choice('overrideType', TYPES)) === 'rev_share'
				? {
						overrideType: 'rev_share',
						...commission,
						productId: extra.productId,
						revenueBasis: extra.revenueBasis,
					}
				: {
						overrideType: 'standard',
						...commission,
						planId: fields.id('planId'),
						appliesToPayments: extra.appliesToPayments,
					};
		const write = keyed(context, itemIndex, (key) => whop.newOverrideWrite(affiliateId, terms, key));
		return await behindGate(context, itemIndex, write, async () => await whop.writeOverride(client, affiliateId, write));
	},
};
