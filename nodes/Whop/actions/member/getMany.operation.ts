import type { MemberFilters } from '../../../../clients/whop/members';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { choiceField, choices, createdFields, directionField, filterField, limitFields, orderField, readLimit } from '../fields';
import { planField, productField, promoCodeField, userField } from '../locators';
import { readListFilters } from '../filters';
import type { WhopOperation } from '../operation';

const STATUSES = ['drafted', 'joined', 'left'] as const;
const ACCESS_LEVELS = ['no_access', 'admin', 'customer'] as const;
const RECENT_ACTIONS = [
	'canceling',
	'churned',
	'finished_split_pay',
	'paused',
	'paid_subscriber',
	'paid_once',
	'expiring',
	'joined',
	'drafted',
	'left',
	'trialing',
	'pending_entry',
	'renewing',
	'past_due',
] as const;
const ORDERS = ['id', 'usd_total_spent', 'created_at', 'joined_at', 'most_recent_action'] as const;

/** Members of the company. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many members',
	description: 'Retrieve a list of members',
	fields: [
		...limitFields,
		filterField(
			{
				displayName: 'Access Level',
				name: 'accessLevel',
				type: 'options',
				options: choices(ACCESS_LEVELS),
				default: 'customer',
			},
			...createdFields,
			directionField,
			choiceField('mostRecentActions', 'Most Recent Actions', RECENT_ACTIONS),
			planField,
			productField,
			promoCodeField,
			{
				displayName: 'Search',
				name: 'query',
				type: 'string',
				default: '',
				description: 'A name, username or email address',
			},
			orderField(ORDERS),
			choiceField('statuses', 'Statuses', STATUSES),
			userField,
		),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const fields = collectionFields(context, itemIndex, 'filters');
		const { text, choice, choices } = fields;
		const filters: MemberFilters = {
			...readListFilters(fields),
			statuses: choices('statuses', STATUSES),
			accessLevel: choice('accessLevel', ACCESS_LEVELS),
			mostRecentActions: choices('mostRecentActions', RECENT_ACTIONS),
			query: text('query'),
			order: choice('order', ORDERS),
		};
		return await collect(whop.listMembers(client, filters, readLimit(context, itemIndex)));
	},
};
