import type { PlanFilters } from '../../../../clients/whop/plans';
import { collectionFields } from '../../parameters';
import { collect } from '../collect';
import { choiceField, createdFields, directionField, filterField, limitFields, readLimit, VISIBILITIES } from '../fields';
import { productField } from '../locators';
import { readListFilters } from '../filters';
import type { WhopOperation } from '../operation';

const TYPES = ['one_time', 'renewal'] as const;

/** Plans of the company. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many plans',
	description: 'Retrieve a list of plans',
	fields: [
		...limitFields,
		filterField(
			...createdFields,
			directionField,
			choiceField('planTypes', 'Plan Types', TYPES),
			productField,
			choiceField('visibilities', 'Visibilities', VISIBILITIES),
		),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const fields = collectionFields(context, itemIndex, 'filters');
		const { choices } = fields;
		const filters: PlanFilters = {
			...readListFilters(fields),
			planTypes: choices('planTypes', TYPES),
			visibilities: choices('visibilities', VISIBILITIES),
		};
		return await collect(whop.listPlans(client, filters, readLimit(context, itemIndex)));
	},
};
