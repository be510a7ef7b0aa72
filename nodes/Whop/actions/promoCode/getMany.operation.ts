import type { PromoCodeFilters } from '../../../../clients/whop/promoCodes';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { choices, createdFields, filterField, limitFields, planField, productField, readLimit } from '../fields';
import { readListFilters } from '../filters';
import type { WhopOperation } from '../operation';

/** Promo codes of the company. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many promo codes',
	description: 'Retrieve a list of promo codes',
	fields: [
		...limitFields,
		filterField(...createdFields, planField, productField, {
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: choices(['active', 'inactive', 'archived']),
			default: 'active',
		}),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const fields = collectionFields(context, itemIndex, 'filters');
		const { text } = fields;
		const filters: PromoCodeFilters = {
			...readListFilters(fields),
			status: text('status') as PromoCodeFilters['status'],
		};
		return await collect(whop.listPromoCodes(client, filters, readLimit(context, itemIndex)));
	},
};
