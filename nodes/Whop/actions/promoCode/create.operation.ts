import { AutopilotError } from '../../../../core/errors';
import { collectionFields, nodeFields, stated } from '../../parameters';
import { timeField } from '../fields';
import { planField, productField } from '../locators';
import type { WhopOperation } from '../operation';
import { keyed, writeFields } from '../write';

/** A new promo code. */
export const create: WhopOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create a promo code',
	description: 'Make a discount that buyers type in',
	fields: [
		{ displayName: 'Code', name: 'code', type: 'string', default: '', required: true, placeholder: 'e.g. SPRING20' },
		{
			displayName: 'Type',
			name: 'promoType',
			type: 'options',
			options: [
				{ name: 'Flat Amount', value: 'flat_amount' },
				{ name: 'Percentage', value: 'percentage' },
			],
			default: 'percentage',
		},
		{
			displayName: 'Amount Off',
			name: 'amountOff',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: 10,
			required: true,
			description: 'Percent, or an amount of the currency',
		},
		{
			displayName: 'Currency',
			name: 'currency',
			type: 'string',
			default: 'JPY',
			required: true,
			placeholder: 'e.g. JPY',
			description: 'ISO 4217 code, also needed for a percentage',
		},
		{
			displayName: 'Duration (Months)',
			name: 'durationMonths',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 1,
			description: 'How long a subscriber keeps the discount. 0 means for ever.',
		},
		{
			displayName: 'New Users Only',
			name: 'newUsersOnly',
			type: 'boolean',
			default: true,
			description: 'Whether only those may use it who have never bought',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				timeField('expiresAt', 'Expires At'),
				{
					displayName: 'One per Customer',
					name: 'onePerCustomer',
					type: 'boolean',
					default: true,
					description: 'Whether a customer may use it once only',
				},
				planField,
				productField,
				{
					displayName: 'Stock',
					name: 'stock',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: 100,
					description: 'How often it may be used. Unlimited without this option.',
				},
			],
		},
		...writeFields,
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const fields = nodeFields(context, itemIndex);
		const { text, number, flag } = fields;
		const options = collectionFields(context, itemIndex, 'options');
		const code = stated('code', text('code'));
		const amountOff = stated('amountOff', number('amountOff'));
		const promoType = stated('promoType', fields.choice('promoType', ['flat_amount', 'percentage']));
		const percentage = promoType === 'percentage';
		if (!(amountOff > 0) || (percentage && amountOff > 100)) {
			throw new AutopilotError(
				'PARAMETER_INVALID',
				`"Amount Off" must be above 0${percentage ? ' and at most 100 percent' : ''}`,
			);
		}
		const write = keyed(context, itemIndex, (key) =>
			whop.newPromoCodeWrite(
				client.companyId(),
				{
					code,
					promoType,
					amountOff,
					currency: stated('currency', fields.currency('currency')),
					durationMonths: stated('durationMonths', number('durationMonths')),
					newUsersOnly: stated('newUsersOnly', flag('newUsersOnly')),
					onePerCustomer: options.flag('onePerCustomer'),
					expiresAt: options.instant('expiresAt'),
					stock: options.number('stock'),
					productId: options.ids('productId')?.[0],
					planIds: options.ids('planId'),
				},
				key,
			),
		);
		return [await whop.createPromoCode(client, write)];
	},
};
