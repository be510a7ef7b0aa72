import type { WhopResource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

/** What a product costs, and how often. */
export const plan: WhopResource = { value: 'plan', name: 'Plan', operations: [get, getMany] };
