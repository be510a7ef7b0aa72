import type { PaymentFilters } from '../../../../clients/whop/payments';
import { collect } from '../collect';
import {
	choiceField,
	createdFields,
	directionField,
	filterField,
	limitFields,
	orderField,
	readLimit,
	timeField,
} from '../fields';
import { planField, productField } from '../locators';
import { readListFilters } from '../filters';
import type { WhopOperation } from '../operation';
import { collectionFields } from '../../parameters';

const STATUSES = ['draft', 'open', 'paid', 'pending', 'uncollectible', 'unresolved', 'void'] as const;
const SUBSTATUSES = [
	'succeeded',
	'pending',
	'failed',
	'past_due',
	'canceled',
	'price_too_low',
	'uncollectible',
	'refunded',
	'auto_refunded',
	'partially_refunded',
	'dispute_warning',
	'dispute_needs_response',
	'dispute_warning_needs_response',
	'resolution_needs_response',
	'dispute_under_review',
	'dispute_warning_under_review',
	'resolution_under_review',
	'dispute_won',
	'dispute_warning_closed',
	'resolution_won',
	'dispute_lost',
	'dispute_closed',
	'resolution_lost',
	'drafted',
	'incomplete',
	'unresolved',
	'open_dispute',
	'open_resolution',
] as const;
const BILLING_REASONS = [
	'manual',
	'one_time',
	'subscription',
	'subscription_create',
	'subscription_cycle',
	'subscription_update',
] as const;

const ORDERS = ['created_at', 'final_amount', 'paid_at'] as const;

/** Payments of the company. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many payments',
	description: 'Retrieve a list of payments',
	fields: [
		...limitFields,
		filterField(
			choiceField('billingReasons', 'Billing Reasons', BILLING_REASONS),
			...createdFields,
			{
				displayName: 'Currency',
				name: 'currency',
				type: 'string',
				default: '',
				placeholder: 'e.g. JPY',
				description: 'Only payments in this currency',
			},
			directionField,
			{
				displayName: 'Include Free',
				name: 'includeFree',
				type: 'boolean',
				default: false,
				description: 'Whether to include payments of nothing',
			},
			planField,
			productField,
			{
				displayName: 'Search',
				name: 'query',
				type: 'string',
				default: '',
				description: 'A user ID, membership ID, email address, name or username',
			},
			orderField(ORDERS),
			choiceField('statuses', 'Statuses', STATUSES),
			choiceField('substatuses', 'Substatuses', SUBSTATUSES),
			timeField('updatedAfter', 'Updated After'),
			timeField('updatedBefore', 'Updated Before'),
		),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const fields = collectionFields(context, itemIndex, 'filters');
		const { text, choice, choices, flag, instant } = fields;
		const currency = fields.currency('currency');
		const filters: PaymentFilters = {
			...readListFilters(fields),
			statuses: choices('statuses', STATUSES),
			substatuses: choices('substatuses', SUBSTATUSES),
			billingReasons: choices('billingReasons', BILLING_REASONS),
			currencies: currency === undefined ? undefined : [currency],
			query: text('query'),
			includeFree: flag('includeFree'),
			updatedAfter: instant('updatedAfter'),
			updatedBefore: instant('updatedBefore'),
			order: choice('order', ORDERS),
		};
		return await collect(whop.listPayments(client, filters, readLimit(context, itemIndex)));
	},
};
