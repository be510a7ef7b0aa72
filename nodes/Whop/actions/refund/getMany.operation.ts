import type { RefundFilters } from '../../../../clients/whop/refunds';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { directionField, filterField, limitFields, readLimit, timeField } from '../fields';
import type { WhopOperation } from '../operation';

/** Refunds of the company. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many refunds',
	description: 'Retrieve a list of refunds',
	fields: [
		...limitFields,
		filterField(
			timeField('createdAfter', 'Created After'),
			timeField('createdBefore', 'Created Before'),
			directionField,
			{ displayName: 'Payment ID', name: 'paymentId', type: 'string', default: '', placeholder: 'e.g. pay_xxxxxxxxxxxxxx' },
			{ displayName: 'User ID', name: 'userId', type: 'string', default: '', placeholder: 'e.g. user_xxxxxxxxxxxxxx' },
		),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { text, instant } = collectionFields(context, itemIndex, 'filters');
		const filters: RefundFilters = {
			paymentId: text('paymentId'),
			userId: text('userId'),
			createdAfter: instant('createdAfter'),
			createdBefore: instant('createdBefore'),
			direction: text('direction') as RefundFilters['direction'],
		};
		return await collect(whop.listRefunds(client, filters, readLimit(context, itemIndex)));
	},
};
