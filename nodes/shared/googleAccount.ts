import type { AxiosAdapter } from 'axios';
import { n8nAdapter } from './axiosAdapter';
import type { N8nContext } from './context';
import { type GoogleScope, serviceAccountAdapter } from './serviceAccount';

/** The Google account a node is set to. */
export interface GoogleAccount {
	readonly credential: 'googleApi' | 'googleSheetsOAuth2Api';
	/** Calls Google as this account. */
	readonly adapter: AxiosAdapter;
	/** Whom a spreadsheet has to be shared with: a service account's credential says so, OAuth2's does not (then it is empty). */
	readonly email: string;
}

/** By its origin: another host's name may begin as Google's does. */
export const isGoogle = (url: string): boolean => new URL(url).origin === 'https://sheets.googleapis.com';

/** Where a service account signs in: at Google; an emulator hands out tokens of its own. */
const tokenUrl = (url: string): string | undefined => (isGoogle(url) ? undefined : new URL('/token', url).href);

/**
 * Opens the account. Nothing is asked for yet.
 * @param authentication the node's field.
 * @param url of the Google Sheets API.
 * @param scope what a service account asks for; OAuth2 has been granted its own when it was connected.
 */
export async function openGoogleAccount(
	context: N8nContext,
	itemIndex: number,
	authentication: string,
	url: string,
	scope: GoogleScope,
): Promise<GoogleAccount> {
	if (authentication !== 'serviceAccount') {
		return { credential: 'googleSheetsOAuth2Api', adapter: n8nAdapter(context, 'googleSheetsOAuth2Api'), email: '' };
	}
	const account = await context.getCredentials('googleApi', itemIndex);
	const adapter = serviceAccountAdapter(context, account, scope, tokenUrl(url));
	return { credential: 'googleApi', adapter, email: String(account.email ?? '').trim() };
}
