import { AutopilotError } from '../../../core/errors';
import { asSheetsError } from '../../../ledger/sheets/errors';

/** Google's own words, as the client hands them on. */
const DISABLED =
	'Google Sheets answered 403 to POST /v4/spreadsheets/book:batchUpdate: Google Sheets API has not been used in project 12345 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=12345 then retry.';
const refusal = (code: 'API_DENIED' | 'API_REJECTED', status: number, message: string): AutopilotError =>
	new AutopilotError(code, message, { service: 'Google Sheets', status });

describe('what Google’s refusals mean to whoever uses the ledger', () => {
	it.each([
		[
			'a spreadsheet that is not shared with a service account',
			refusal('API_DENIED', 403, 'The caller does not have permission'),
			'SHEET_NOT_SHARED',
			'The spreadsheet book is not shared with robot@project.iam.gserviceaccount.com as an editor',
			'Share the spreadsheet',
		],
		[
			'a spreadsheet that is not there',
			refusal('API_REJECTED', 404, 'Requested entity was not found.'),
			'SHEET_NOT_SHARED',
			'The spreadsheet book does not exist, or is not shared with robot@project',
			'Share the spreadsheet',
		],
		[
			'an API that is switched off',
			refusal('API_DENIED', 403, DISABLED),
			'SHEETS_API_DISABLED',
			'is switched off',
			'Enable the Google Sheets API',
		],
		[
			'a spreadsheet that is full',
			refusal(
				'API_REJECTED',
				400,
				'This action would increase the number of cells in the workbook above the limit of 10000000 cells.',
			),
			'SHEET_FULL',
			'ten million cells',
			'',
		],
		[
			'cells that somebody protected',
			refusal('API_REJECTED', 400, 'You are trying to edit a protected cell or object. Please contact the spreadsheet owner'),
			'SHEET_PROTECTED',
			'protected cells of the spreadsheet book',
			'',
		],
		[
			'a tab that is gone',
			refusal('API_REJECTED', 400, "Unable to parse range: 'run_log'!1:1"),
			'LEDGER_NOT_SET_UP',
			'run_log',
			'Set Up',
		],
		[
			'a key that is not accepted',
			refusal('API_DENIED', 401, 'Request had invalid authentication credentials.'),
			'LEDGER_DENIED',
			'',
			'',
		],
	])('%s', (_what, error, code, message, remedy) => {
		const found = asSheetsError('book', 'robot@project.iam.gserviceaccount.com', error);
		expect(found).toMatchObject({
			code,
			message: expect.stringContaining(message) as string,
			remedy: expect.stringContaining(remedy) as string,
		});
		// Nobody has to look for Google's own words.
		expect((found as AutopilotError).message).toContain(error.message);
	});

	it('names no account where none is known', () => {
		expect(asSheetsError('book', null, refusal('API_DENIED', 403, 'The caller does not have permission'))).toMatchObject({
			message: expect.stringContaining('with the account of the credential as an editor') as string,
		});
	});

	it('leaves other errors as they are', () => {
		const bug = new TypeError('x');
		expect(asSheetsError('book', null, bug)).toBe(bug);
	});
});
