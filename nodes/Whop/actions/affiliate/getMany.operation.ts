import type { AffiliateFilters } from '../../../../clients/whop/affiliates';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { choices, directionField, filterField, limitFields, orderField, readLimit } from '../fields';
import type { WhopOperation } from '../operation';

const ORDERS = ['id', 'created_at', 'cached_total_referrals', 'cached_total_rewards'];

/** Affiliates of the company. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many affiliates',
	description: 'Retrieve a list of affiliates',
	fields: [
		...limitFields,
		filterField(
			directionField,
			{ displayName: 'Search', name: 'query', type: 'string', default: '', description: 'A name or username' },
			orderField(ORDERS),
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: choices(['active', 'archived', 'deleted']),
				default: 'active',
			},
		),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { text } = collectionFields(context, itemIndex, 'filters');
		const filters: AffiliateFilters = {
			status: text('status') as AffiliateFilters['status'],
			query: text('query'),
			order: text('order') as AffiliateFilters['order'],
			direction: text('direction') as AffiliateFilters['direction'],
		};
		return await collect(whop.listAffiliates(client, filters, readLimit(context, itemIndex)));
	},
};
