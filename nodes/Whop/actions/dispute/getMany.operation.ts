import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { createdFields, directionField, filterField, limitFields, readLimit } from '../fields';
import { readListFilters } from '../filters';
import type { WhopOperation } from '../operation';

/** Disputes of the company. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many disputes',
	description: 'Retrieve a list of disputes',
	fields: [...limitFields, filterField(...createdFields, directionField)],
	run: async ({ whop, client }, context, itemIndex) => {
		const filters = readListFilters(collectionFields(context, itemIndex, 'filters'));
		return await collect(whop.listDisputes(client, filters, readLimit(context, itemIndex)));
	},
};
