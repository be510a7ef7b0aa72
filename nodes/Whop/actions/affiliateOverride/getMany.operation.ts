import { collectionFields, nodeFields } from '../../parameters';
import { collect } from '../collect';
import { choices, filterField, limitFields, readLimit } from '../fields';
import type { WhopOperation } from '../operation';
import { ownerField } from './overrideFields';

const TYPES = ['rev_share', 'standard'] as const;

/** All terms of an affiliate. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many affiliate overrides',
	description: 'Retrieve the terms of an affiliate',
	fields: [
		ownerField,
		...limitFields,
		filterField({
			displayName: 'Type',
			name: 'overrideType',
			type: 'options',
			options: choices(TYPES),
			default: 'standard',
		}),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const affiliateId = nodeFields(context, itemIndex).id('affiliateId');
		const type = collectionFields(context, itemIndex, 'filters').choice('overrideType', TYPES);
		return await collect(whop.listOverrides(client, affiliateId, type, readLimit(context, itemIndex)));
	},
};
