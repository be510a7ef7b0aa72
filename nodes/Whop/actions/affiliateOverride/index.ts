import type { WhopResource } from '../operation';
import { create } from './create.operation';
import { deleteOverride } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';

/** What an affiliate gets other than the company’s usual share. */
export const affiliateOverride: WhopResource = {
	value: 'affiliateOverride',
	name: 'Affiliate Override',
	operations: [create, deleteOverride, get, getMany, update],
};
