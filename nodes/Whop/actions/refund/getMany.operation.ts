import type { RefundFilters } from '../../../../clients/whop/refunds';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { createdFields, directionField, filterField, limitFields, readLimit } from '../fields';
import { paymentField, userField } from '../locators';
import { readListFilters } from '../filters';
import type { WhopOperation } from '../operation';

/** Refunds of the company. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many refunds',
	description: 'Retrieve a list of refunds',
	fields: [...limitFields, filterField(...createdFields, directionField, paymentField, userField)],
	run: async ({ whop, client }, context, itemIndex) => {
		const fields = collectionFields(context, itemIndex, 'filters');
		const filters: RefundFilters = {
			...readListFilters(fields),
			paymentId: fields.ids('paymentId')?.[0],
			userId: fields.ids('userId')?.[0],
		};
		return await collect(whop.listRefunds(client, filters, readLimit(context, itemIndex)));
	},
};
