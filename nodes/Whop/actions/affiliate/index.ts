import type { WhopResource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

/** Those who bring customers for a share. */
export const affiliate: WhopResource = { value: 'affiliate', name: 'Affiliate', operations: [get, getMany] };
