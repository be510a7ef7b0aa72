import { hash31 } from './hash';
import { tabId } from './tabs';

/** A hidden tab in which each batch keeps aside what it is about to overwrite, in case somebody moved the rows under it. */
export const UNDO_TAB = { sheetId: tabId('_undo'), title: '_undo' } as const;

/** Rows of one batch. */
export const UNDO_ROWS = 500;
/** Batches of different writers mostly use different rows, so that they are still there when an answer was lost. */
const SLOTS = 4;
export const UNDO_SIZE = { rowCount: UNDO_ROWS * SLOTS, columnCount: 48 };

/** The row, from 0, for the n-th row of an operation. */
export const undoRow = (nonce: string, index: number): number => (hash31(nonce) % SLOTS) * UNDO_ROWS + index;
