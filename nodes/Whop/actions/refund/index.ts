import type { WhopResource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

/** Money given back. */
export const refund: WhopResource = { value: 'refund', name: 'Refund', operations: [get, getMany] };
