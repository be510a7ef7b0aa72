import type { PromoCodeFilters } from '../../../../clients/whop/promoCodes';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { choices, filterField, limitFields, planField, productField, readLimit, timeField } from '../fields';
import type { WhopOperation } from '../operation';

/** Promo codes of the company. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many promo codes',
	description: 'Retrieve a list of promo codes',
	fields: [
		...limitFields,
		filterField(
			timeField('createdAfter', 'Created After'),
			timeField('createdBefore', 'Created Before'),
			planField,
			productField,
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: choices(['active', 'inactive', 'archived']),
				default: 'active',
			},
		),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { text, instant, ids } = collectionFields(context, itemIndex, 'filters');
		const filters: PromoCodeFilters = {
			status: text('status') as PromoCodeFilters['status'],
			productIds: ids('productId'),
			planIds: ids('planId'),
			createdAfter: instant('createdAfter'),
			createdBefore: instant('createdBefore'),
		};
		return await collect(whop.listPromoCodes(client, filters, readLimit(context, itemIndex)));
	},
};
