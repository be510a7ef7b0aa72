import { collectionFields, nodeFields } from '../../parameters';
import { productField } from '../locators';
import type { WhopOperation } from '../operation';
import { keyed, requireChanges, writeFields } from '../write';
import { productOptions, readProduct } from './productFields';

/** Changes a product. */
export const update: WhopOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update a product',
	description: 'Change what a product says and who sees it',
	fields: [
		{ ...productField, required: true },
		{
			displayName: 'Changes',
			name: 'changes',
			type: 'collection',
			placeholder: 'Add Change',
			default: {},
			options: [...productOptions, { displayName: 'Title', name: 'title', type: 'string', default: '' }],
		},
		...writeFields,
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const id = nodeFields(context, itemIndex).id('productId');
		const changes = requireChanges(readProduct(collectionFields(context, itemIndex, 'changes')));
		const write = keyed(context, itemIndex, (key) => whop.updateProductWrite(id, changes, key));
		return [await whop.writeProduct(client, write)];
	},
};
