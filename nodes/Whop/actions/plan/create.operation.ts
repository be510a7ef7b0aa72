import { collectionFields, nodeFields, stated } from '../../parameters';
import { productField } from '../locators';
import type { WhopOperation } from '../operation';
import { keyed, writeFields } from '../write';
import { planOptions, priceField, readPlan } from './planFields';

/** A new plan. */
export const create: WhopOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create a plan',
	description: 'Put a price on a product, to be paid once or again and again',
	fields: [
		{ ...productField, required: true },
		{
			displayName: 'Type',
			name: 'planType',
			type: 'options',
			options: [
				{ name: 'One Time', value: 'one_time' },
				{ name: 'Renewal', value: 'renewal' },
			],
			default: 'renewal',
		},
		{
			displayName: 'Currency',
			name: 'currency',
			type: 'string',
			default: 'JPY',
			required: true,
			placeholder: 'e.g. JPY',
			description: 'ISO 4217 code of the prices',
		},
		priceField(
			'initialPrice',
			'Initial Price',
			'What is charged at once, e.g. 10.43 for $10.43. Leave empty for a renewal that begins with nothing to pay.',
		),
		{
			...priceField('renewalPrice', 'Renewal Price', 'What is charged in every period'),
			required: true,
			displayOptions: { show: { planType: ['renewal'] } },
		},
		{
			displayName: 'Billing Period (Days)',
			name: 'billingPeriodDays',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 30,
			description: 'How often it is charged: 30 is a month, 365 a year',
			displayOptions: { show: { planType: ['renewal'] } },
		},
		{ displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add Option', default: {}, options: planOptions },
		...writeFields,
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const fields = nodeFields(context, itemIndex);
		const { number, id } = fields;
		const planType = stated('planType', fields.choice('planType', ['one_time', 'renewal']));
		// A renewal may begin with nothing to pay; apart from that, what costs nothing is said to.
		const initialPrice = number('initialPrice');
		const price =
			planType === 'renewal'
				? {
						initialPrice,
						renewalPrice: stated('renewalPrice', number('renewalPrice')),
						billingPeriodDays: stated('billingPeriodDays', number('billingPeriodDays')),
					}
				: { initialPrice: stated('initialPrice', initialPrice) };
		const plan = {
			...readPlan(collectionFields(context, itemIndex, 'options')),
			productId: id('productId'),
			planType,
			currency: stated('currency', fields.currency('currency')),
			...price,
		};
		const write = keyed(context, itemIndex, (key) => whop.newPlanWrite(client.companyId(), plan, key));
		return [await whop.writePlan(client, write)];
	},
};
