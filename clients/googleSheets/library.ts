import type { sheets_v4 } from 'googleapis/build/src/apis/sheets';
import type { HttpClient, HttpRequest, QueryValue } from '../http/httpClient';

/** What the library hands over for each call: the parts of gaxios' options that are needed. */
interface LibraryRequest {
	readonly url?: string | URL;
	readonly method?: string;
	readonly params?: Readonly<Record<string, QueryValue | undefined>>;
	readonly data?: unknown;
}

/** The transport: the library lets any object with this function take the whole call. */
export interface SheetsTransport {
	request(
		request: LibraryRequest,
	): Promise<{ data: unknown; status: number; statusText: string; headers: Record<string, string>; config: LibraryRequest }>;
}

/** Sends the library's calls through the pack's HTTP client: its adapter, retries and errors. */
function sheetsTransport(http: HttpClient, repeatable: boolean): SheetsTransport {
	return {
		request: async (config) => {
			const { pathname } = new URL(String(config.url));
			// The Sheets API knows these two only.
			const method: HttpRequest['method'] = config.method === 'POST' ? 'POST' : 'GET';
			const answer = await http.request({
				method,
				path: pathname,
				query: config.params,
				body: config.data,
				idempotent: repeatable,
			});
			return { ...answer, statusText: '', config };
		},
	};
}

/**
 * Loads the Sheets part of the official library, once, when it is first needed: it is the heaviest thing in the pack.
 * @param rootUrl where the API is, e.g. that of an emulator.
 * @param repeatable whether its calls may be sent again when nobody knows whether they arrived.
 */
export function sheetsLibrary(http: HttpClient, rootUrl: string, repeatable: boolean): () => Promise<sheets_v4.Sheets> {
	let loaded: Promise<sheets_v4.Sheets> | null = null;
	const load = async (): Promise<sheets_v4.Sheets> => {
		const { sheets } = await import('googleapis/build/src/apis/sheets');
		const transport = sheetsTransport(http, repeatable);
		// The library's type names its own client classes, but it calls nothing of them beside `request`.
		return sheets({ version: 'v4', rootUrl, auth: transport as unknown as string });
	};
	return async () => await (loaded ??= load());
}
