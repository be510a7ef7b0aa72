import { AutopilotError } from '../../../../core/errors';
import { collectionFields, nodeFields } from '../../parameters';
import type { WhopOperation } from '../operation';
import { keyed, writeFields } from '../write';
import { productOptions, readProduct } from './productFields';

/** A new product. */
export const create: WhopOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create a product',
	description: 'Make a product; it needs a plan before anybody can buy it',
	fields: [
		{ displayName: 'Title', name: 'title', type: 'string', default: '', required: true, placeholder: 'e.g. Growth Lab' },
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: productOptions,
		},
		...writeFields,
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const title = nodeFields(context, itemIndex).text('title');
		if (title === undefined) throw new AutopilotError('PARAMETER_INVALID', '"Title" is empty');
		const product = { ...readProduct(collectionFields(context, itemIndex, 'options')), title };
		const write = keyed(context, itemIndex, (key) => whop.newProductWrite(client.companyId(), product, key));
		return [await whop.writeProduct(client, write)];
	},
};
