import type { PromoCodeFilters } from '../../../../clients/whop/promoCodes';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { choices, createdFields, filterField, limitFields, readLimit } from '../fields';
import { planField, productField } from '../locators';
import { readListFilters } from '../filters';
import type { WhopOperation } from '../operation';

const STATUSES = ['active', 'inactive', 'archived'] as const;

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
			options: choices(STATUSES),
			default: 'active',
		}),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const fields = collectionFields(context, itemIndex, 'filters');
		const filters: PromoCodeFilters = {
			...readListFilters(fields),
			status: fields.choice('status', STATUSES),
		};
		return await collect(whop.listPromoCodes(client, filters, readLimit(context, itemIndex)));
	},
};
