import { AutopilotError, type ErrorCode, isAutopilotError } from '../../core/errors';
import { asLedgerError } from '../errors';

/** What Google's refusals mean to somebody who uses the ledger: which spreadsheet, and what to do about it. */
export function asSheetsError(spreadsheetId: string, account: string | null, error: unknown): unknown {
	if (!isAutopilotError(error)) return error;
	const { message } = error;
	const details = { ...error.details, spreadsheetId };
	const failed = (code: 'SHEET_NOT_SHARED' | 'SHEETS_API_DISABLED' | 'SHEET_FULL' | 'SHEET_PROTECTED', what: string) =>
		new AutopilotError(code, `${what} (${message})`, details, { cause: error });
	const missing = /No grid with id|Unable to parse range: '?([^'!]+)/i.exec(message);
	if (missing)
		return new AutopilotError('LEDGER_NOT_SET_UP', `The tab ${missing[1] ?? ''} is missing (${message})`, details, {
			cause: error,
		});
	if (/has not been used in project|it is disabled|SERVICE_DISABLED|accessNotConfigured/i.test(message)) {
		return failed('SHEETS_API_DISABLED', 'The Google Sheets API is switched off in the Google Cloud project of the credential');
	}
	if (error.details.status === 404 || error.details.status === 403) {
		const whom = account === null ? 'the account of the credential' : account;
		const why = error.details.status === 404 ? 'does not exist, or is not shared' : 'is not shared';
		return failed('SHEET_NOT_SHARED', `The spreadsheet ${spreadsheetId} ${why} with ${whom} as an editor`);
	}
	if (/number of cells in the workbook above the limit/i.test(message)) {
		return failed('SHEET_FULL', `The spreadsheet ${spreadsheetId} has reached Google's limit of ten million cells`);
	}
	if (/protected cell or object/i.test(message)) {
		return failed('SHEET_PROTECTED', `Somebody protected cells of the spreadsheet ${spreadsheetId} that the ledger writes`);
	}
	return asLedgerError(error);
}

/** Refusals that another look at the spreadsheet does not help with: somebody has to do something about them. */
const LASTING: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['SHEET_FULL', 'SHEET_PROTECTED']);

/** Google refused a change: it was aimed at rows that are gone, made before, or is wrong. */
export const isRefused = (error: unknown): error is AutopilotError =>
	isAutopilotError(error) && error.details.status === 400 && !LASTING.has(error.code);

/** Nobody knows whether it was done. */
export const isUnknown = (error: unknown): error is AutopilotError =>
	isAutopilotError(error) && error.code === 'LEDGER_UNREACHABLE';

/** For `catch`: an error of the expected kind as a value; every other is thrown on. */
export const only =
	(...expected: readonly ((error: unknown) => error is AutopilotError)[]) =>
	(error: unknown): AutopilotError => {
		const found = expected.find((isOne) => isOne(error));
		if (found?.(error)) return error;
		throw error;
	};
