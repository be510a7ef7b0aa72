import type { Route } from '../route';
import type { SpreadsheetStore } from '../store';
import { type ResolvedRange, resolveRange, type Workbook } from '../workbook';

export interface Call {
	readonly store: SpreadsheetStore;
	readonly route: Route;
	readonly query: URLSearchParams;
	readonly body: Record<string, unknown>;
}

export interface Operation {
	readonly kind: 'Read' | 'Write';
	/** Names a `fields` mask may begin with. */
	readonly fields: readonly string[];
	/** @throws SheetsError */
	readonly run: (call: Call) => unknown;
}

export const bookOf = (call: Call): Workbook => call.store.require(call.route.spreadsheetId);

export const rangeOf = (call: Call): ResolvedRange => resolveRange(bookOf(call), call.route.target);
