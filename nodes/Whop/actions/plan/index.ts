import type { WhopResource } from '../operation';
import { create } from './create.operation';
import { deletePlan } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { update } from './update.operation';

/** What a product costs, and how often. */
export const plan: WhopResource = { value: 'plan', name: 'Plan', operations: [create, deletePlan, get, getMany, update] };
