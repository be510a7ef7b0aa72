import type { WhopResource } from '../operation';
import { create } from './create.operation';
import { deleteProduct } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';

/** What the company sells. */
export const product: WhopResource = {
	value: 'product',
	name: 'Product',
	operations: [create, deleteProduct, get, getMany, update],
};
