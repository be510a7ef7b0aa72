import type { MembershipFilters } from '../../../../clients/whop/memberships';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import {
	choiceField,
	directionField,
	filterField,
	limitFields,
	orderField,
	planField,
	productField,
	readLimit,
	timeField,
} from '../fields';
import type { WhopOperation } from '../operation';

const STATUSES = ['trialing', 'active', 'past_due', 'completed', 'canceled', 'expired', 'unresolved', 'drafted', 'canceling'];
const CANCEL_OPTIONS = [
	'too_expensive',
	'switching',
	'missing_features',
	'technical_issues',
	'bad_experience',
	'other',
	'testing',
];
const ORDERS = ['id', 'created_at', 'status', 'canceled_at', 'date_joined', 'total_spend'];

/** Memberships of the company. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many memberships',
	description: 'Retrieve a list of memberships',
	fields: [
		...limitFields,
		filterField(
			choiceField('cancelOptions', 'Cancellation Reasons', CANCEL_OPTIONS),
			timeField('createdAfter', 'Created After'),
			timeField('createdBefore', 'Created Before'),
			directionField,
			planField,
			productField,
			orderField(ORDERS),
			choiceField('statuses', 'Statuses', STATUSES),
			{ displayName: 'User ID', name: 'userId', type: 'string', default: '', placeholder: 'e.g. user_xxxxxxxxxxxxxx' },
		),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { text, list, instant, ids } = collectionFields(context, itemIndex, 'filters');
		const filters: MembershipFilters = {
			statuses: list('statuses'),
			productIds: ids('productId'),
			planIds: ids('planId'),
			userIds: ids('userId'),
			cancelOptions: list('cancelOptions'),
			createdAfter: instant('createdAfter'),
			createdBefore: instant('createdBefore'),
			order: text('order') as MembershipFilters['order'],
			direction: text('direction') as MembershipFilters['direction'],
		};
		return await collect(whop.listMemberships(client, filters, readLimit(context, itemIndex)));
	},
};
