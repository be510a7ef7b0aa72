import type { TableName } from '../ledger';
import { hash31 } from './hash';

/**
 * Rows share locks, so that a batch of hundreds of rows makes few notes: Google limits their length in total. Writers of different
 * rows rarely share one.
 */
const STRIPES = 64;

/** The lock that a row belongs to. */
export const stripeOf = (table: TableName, key: string): string => `${table}/${hash31(key) % STRIPES}`;
