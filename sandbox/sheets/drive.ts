import type { drive_v3 } from 'googleapis/build/src/apis/drive';
import { invalidArgument } from './errors';
import type { Workbook } from './workbook';

const SPREADSHEET = 'application/vnd.google-apps.spreadsheet';
const PAGE = 100;

/** A clause of a query: which files it lets through. */
type Clause = (workbook: Workbook) => boolean;

/** The clauses that are understood; all files here are spreadsheets, and none is in the bin. @throws SheetsError 400 for any other */
function readClause(text: string): Clause {
	const [, name] = /^name contains '((?:[^'\\]|\\.)*)'$/.exec(text) ?? [];
	if (name !== undefined) {
		const wanted = name.replace(/\\(.)/g, '$1').toLowerCase();
		return ({ title }) => title.toLowerCase().includes(wanted);
	}
	const [, type] = /^mimeType = '([^']*)'$/.exec(text) ?? [];
	if (type !== undefined) return () => type === SPREADSHEET;
	if (text === 'trashed = false') return () => true;
	throw invalidArgument('Invalid Value');
}

/** Google Drive's list of files, as far as one looks for spreadsheets in it: query, pages, and only the usual fields. */
export function listFiles(workbooks: readonly Workbook[], query: URLSearchParams): drive_v3.Schema$FileList {
	// Clauses are joined by "and"; one inside quotes joins nothing.
	const clauses = (query.get('q') ?? '').match(/(?:[^']|'(?:[^'\\]|\\.)*')+?(?= and |$)/g) ?? [];
	const passes = clauses.map((text) => readClause(text.replace(/^ and /, '').trim()));
	const found = workbooks.filter((workbook) => passes.every((pass) => pass(workbook)));
	const size = Number(query.get('pageSize') ?? PAGE);
	const from = Number(query.get('pageToken') ?? 0);
	if (!Number.isInteger(from) || !Number.isInteger(size) || size < 1) throw invalidArgument('Invalid Value');
	const files = found.slice(from, from + size).map(({ spreadsheetId: id, title: name }) => ({
		id,
		name,
		webViewLink: `https://docs.google.com/spreadsheets/d/${id}/edit?usp=drivesdk`,
	}));
	return { files, ...(from + size < found.length && { nextPageToken: String(from + size) }) };
}
