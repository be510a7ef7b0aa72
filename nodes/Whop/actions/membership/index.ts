import type { WhopResource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

/** What a customer may use, since when and until when. */
export const membership: WhopResource = { value: 'membership', name: 'Membership', operations: [get, getMany] };
