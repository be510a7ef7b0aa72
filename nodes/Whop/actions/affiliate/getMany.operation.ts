import type { AffiliateFilters } from '../../../../clients/whop/affiliates';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { choices, DIRECTIONS, directionField, filterField, limitFields, orderField, readLimit } from '../fields';
import type { WhopOperation } from '../operation';

const STATUSES = ['active', 'archived', 'deleted'] as const;
const ORDERS = ['id', 'created_at', 'cached_total_referrals', 'cached_total_rewards'] as const;

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
				options: choices(STATUSES),
				default: 'active',
			},
		),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { text, choice } = collectionFields(context, itemIndex, 'filters');
		const filters: AffiliateFilters = {
			status: choice('status', STATUSES),
			query: text('query'),
			order: choice('order', ORDERS),
			direction: choice('direction', DIRECTIONS),
		};
		return await collect(whop.listAffiliates(client, filters, readLimit(context, itemIndex)));
	},
};
