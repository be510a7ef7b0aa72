import type { WhopResource } from '../operation';
import { checkAccess } from './checkAccess.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

/** A person’s standing with the company. */
export const member: WhopResource = { value: 'member', name: 'Member', operations: [checkAccess, get, getMany] };
