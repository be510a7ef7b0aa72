import type { PlanFilters } from '../../../../clients/whop/plans';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { choiceField, directionField, filterField, limitFields, productField, readLimit, timeField } from '../fields';
import type { WhopOperation } from '../operation';

const VISIBILITIES = ['visible', 'hidden', 'archived', 'quick_link'];
const TYPES = ['one_time', 'renewal'];

/** Plans of the company. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many plans',
	description: 'Retrieve a list of plans',
	fields: [
		...limitFields,
		filterField(
			timeField('createdAfter', 'Created After'),
			timeField('createdBefore', 'Created Before'),
			directionField,
			choiceField('planTypes', 'Plan Types', TYPES),
			productField,
			choiceField('visibilities', 'Visibilities', VISIBILITIES),
		),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { text, list, instant, ids } = collectionFields(context, itemIndex, 'filters');
		const filters: PlanFilters = {
			productIds: ids('productId'),
			planTypes: list('planTypes'),
			visibilities: list('visibilities'),
			createdAfter: instant('createdAfter'),
			createdBefore: instant('createdBefore'),
			direction: text('direction') as PlanFilters['direction'],
		};
		return await collect(whop.listPlans(client, filters, readLimit(context, itemIndex)));
	},
};
