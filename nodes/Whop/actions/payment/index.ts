import type { WhopResource } from '../operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getFees } from './getFees.operation';
import { getMany } from './getMany.operation';
import { refund } from './refund.operation';
import { retryPayment } from './retry.operation';
import { revenueSummary } from './revenueSummary.operation';
import { voidPayment } from './void.operation';

/** Money that came, or should have come. */
export const payment: WhopResource = {
	value: 'payment',
	name: 'Payment',
	operations: [create, get, getFees, getMany, refund, retryPayment, revenueSummary, voidPayment],
};
