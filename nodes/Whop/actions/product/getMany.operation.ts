import type { ProductFilters } from '../../../../clients/whop/products';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { choiceField, DIRECTIONS, directionField, filterField, limitFields, readLimit, VISIBILITIES } from '../fields';
import type { WhopOperation } from '../operation';

/** Products of the company. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many products',
	description: 'Retrieve a list of products',
	fields: [...limitFields, filterField(directionField, choiceField('visibilities', 'Visibilities', VISIBILITIES))],
	run: async ({ whop, client }, context, itemIndex) => {
		const { choice, choices } = collectionFields(context, itemIndex, 'filters');
		const filters: ProductFilters = {
			visibilities: choices('visibilities', VISIBILITIES),
			direction: choice('direction', DIRECTIONS),
		};
		return await collect(whop.listProducts(client, filters, readLimit(context, itemIndex)));
	},
};
