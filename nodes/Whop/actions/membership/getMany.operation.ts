import type { MembershipFilters } from '../../../../clients/whop/memberships';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { choiceField, createdFields, directionField, filterField, limitFields, orderField, readLimit } from '../fields';
import { planField, productField, promoCodeField, userField } from '../locators';
import { readListFilters } from '../filters';
import type { WhopOperation } from '../operation';

const STATUSES = [
	'trialing',
	'active',
	'past_due',
	'completed',
	'canceled',
	'expired',
	'unresolved',
	'drafted',
	'canceling',
] as const;
const CANCEL_OPTIONS = [
	'too_expensive',
	'switching',
	'missing_features',
	'technical_issues',
	'bad_experience',
	'other',
	'testing',
] as const;
const ORDERS = ['id', 'created_at', 'status', 'canceled_at', 'date_joined', 'total_spend'] as const;

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
			...createdFields,
			directionField,
			planField,
			productField,
			promoCodeField,
			orderField(ORDERS),
			choiceField('statuses', 'Statuses', STATUSES),
			userField,
		),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const fields = collectionFields(context, itemIndex, 'filters');
		const { choice, choices } = fields;
		const filters: MembershipFilters = {
			...readListFilters(fields),
			statuses: choices('statuses', STATUSES),
			cancelOptions: choices('cancelOptions', CANCEL_OPTIONS),
			order: choice('order', ORDERS),
		};
		return await collect(whop.listMemberships(client, filters, readLimit(context, itemIndex)));
	},
};
