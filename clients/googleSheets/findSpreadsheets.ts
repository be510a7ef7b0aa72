import { z } from 'zod';
import { AutopilotError } from '../../core/errors';
import { createHttpClient, type HttpClientOptions } from '../http/httpClient';

/** A spreadsheet the account can see. */
export interface FoundSpreadsheet {
	readonly spreadsheetId: string;
	readonly name: string;
	readonly url: string | null;
}

/** A page of them. */
export interface FoundPage {
	readonly found: readonly FoundSpreadsheet[];
	/** Names the next page; `null` where this was the last. */
	readonly nextPage: string | null;
}

const DRIVE_URL = 'https://www.googleapis.com/';

/** Made when it is used: n8n loads this file for a node's description. */
const answerShape = () =>
	z.object({
		nextPageToken: z.string().optional(),
		files: z.array(z.object({ id: z.string(), name: z.string(), webViewLink: z.string().optional() })),
	});

/** Text in a query of Drive. */
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/**
 * Spreadsheets that the account can see, those it changed last first: what n8n's own Google Sheets node lists. The Sheets API has no
 * list; this is one call of Google Drive's.
 * @param options `rootUrl`: default Google's own.
 * @throws AutopilotError API_DENIED where the credential may not list files or the project has Drive's API switched off,
 * API_UNREACHABLE, API_RATE_LIMITED, API_REJECTED, API_RESPONSE_INVALID.
 */
export async function findSpreadsheets(
	{
		rootUrl = DRIVE_URL,
		...options
	}: Omit<HttpClientOptions, 'service' | 'arrayFormat' | 'baseUrl'> & { readonly rootUrl?: string },
	{ name, page }: { readonly name?: string; readonly page?: string },
): Promise<FoundPage> {
	const http = createHttpClient({ ...options, service: 'Google Drive', baseUrl: rootUrl });
	const wanted = ["mimeType = 'application/vnd.google-apps.spreadsheet'", 'trashed = false'];
	const { data } = await http.request({
		method: 'GET',
		path: '/drive/v3/files',
		query: {
			q: [...(name ? [`name contains ${quoted(name)}`] : []), ...wanted].join(' and '),
			pageToken: page,
			fields: 'nextPageToken,files(id,name,webViewLink)',
			orderBy: 'modifiedByMeTime desc,name_natural',
			includeItemsFromAllDrives: true,
			supportsAllDrives: true,
		},
	});
	const read = answerShape().safeParse(data);
	if (!read.success) {
		throw new AutopilotError('API_RESPONSE_INVALID', 'Google Drive answered in an unknown shape', { service: 'Google Drive' });
	}
	const { files, nextPageToken = null } = read.data;
	return {
		found: files.map(({ id, webViewLink = null, ...file }) => ({ spreadsheetId: id, name: file.name, url: webViewLink })),
		nextPage: nextPageToken,
	};
}
