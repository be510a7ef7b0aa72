import type { RefundFilters } from '../../../../clients/whop/refunds';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { createdFields, directionField, filterField, limitFields, readLimit, userField } from '../fields';
import { readListFilters } from '../filters';
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
			...createdFields,
			directionField,
			{ displayName: 'Payment ID', name: 'paymentId', type: 'string', default: '', placeholder: 'e.g. pay_xxxxxxxxxxxxxx' },
			userField,
		),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const fields = collectionFields(context, itemIndex, 'filters');
		const { text } = fields;
		const filters: RefundFilters = {
			...readListFilters(fields),
			paymentId: text('paymentId'),
			userId: text('userId'),
		};
		return await collect(whop.listRefunds(client, filters, readLimit(context, itemIndex)));
	},
};
