import { AutopilotError, type ErrorCode, isAutopilotError } from '../core/errors';

/** What a client's error means to somebody who uses the ledger. */
const MEANING: Partial<Record<ErrorCode, ErrorCode>> = {
	API_UNREACHABLE: 'LEDGER_UNREACHABLE',
	API_RATE_LIMITED: 'LEDGER_UNREACHABLE',
	API_RESPONSE_INVALID: 'LEDGER_UNREACHABLE',
	API_DENIED: 'LEDGER_DENIED',
	API_REJECTED: 'LEDGER_DENIED',
};

/** Turns an error of a client into one of the ledger; errors that are the ledger's own already pass through. */
export function asLedgerError(error: unknown): unknown {
	if (!isAutopilotError(error)) return error;
	// n8n says 404 of a data table that was deleted since its id was looked up.
	const code = error.code === 'API_REJECTED' && error.details.status === 404 ? 'LEDGER_NOT_SET_UP' : MEANING[error.code];
	return code === undefined ? error : new AutopilotError(code, error.message, error.details, { cause: error });
}
