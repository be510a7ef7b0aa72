import type { WhopResource } from '../operation';
import { archive, unarchive } from './archive.operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

/** Those who bring customers for a share. */
export const affiliate: WhopResource = {
	value: 'affiliate',
	name: 'Affiliate',
	operations: [archive, create, get, getMany, unarchive],
};
