import type { WhopResource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { revenueSummary } from './revenueSummary.operation';

/** Money that came, or should have come. */
export const payment: WhopResource = { value: 'payment', name: 'Payment', operations: [get, getMany, revenueSummary] };
