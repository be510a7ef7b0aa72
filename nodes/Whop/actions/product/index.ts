import type { WhopResource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

/** What the company sells. */
export const product: WhopResource = { value: 'product', name: 'Product', operations: [get, getMany] };
