import type { WhopResource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

/** Figures that Whop computes itself. */
export const stat: WhopResource = { value: 'stat', name: 'Statistic', operations: [get, getMany] };
