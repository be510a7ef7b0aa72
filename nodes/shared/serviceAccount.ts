import type { AxiosAdapter, InternalAxiosRequestConfig } from 'axios';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { createSign } from 'node:crypto';
import { z } from 'zod';
import { createHttpClient } from '../../clients/http/httpClient';
import { AutopilotError, isAutopilotError } from '../../core/errors';
import { plainAdapter } from './axiosAdapter';
import type { N8nContext } from './context';
import { sha256 } from './signing';

const GOOGLE_TOKENS = 'https://oauth2.googleapis.com/token';
const SCOPES = {
	spreadsheets: 'https://www.googleapis.com/auth/spreadsheets',
	/** To list what was shared with the account. Asked for by itself: a domain that delegated only the other would refuse both. */
	files: 'https://www.googleapis.com/auth/drive.metadata.readonly',
} as const;
const LIFETIME_SECONDS = 3_600;
/** A token is not used in its last minute. */
const MARGIN_SECONDS = 60;

/** n8n's credential `googleApi`, as far as it is needed. Made when it is used: n8n loads this file for a node's description. */
const accountShape = () =>
	z.object({
		email: z.string().trim(),
		privateKey: z.string(),
		inpersonate: z.boolean().optional(),
		delegatedEmail: z.string().optional(),
	});
/** What a token is good for. */
export type GoogleScope = keyof typeof SCOPES;
type Account = z.infer<ReturnType<typeof accountShape>>;
const answerShape = () => z.object({ access_token: z.string().min(1), expires_in: z.number() });

/** Tokens in force, for as long as n8n runs. */
const tokens = new Map<string, { readonly text: string; readonly untilMs: number }>();

/**
 * Calls Google as a service account. n8n's own credential adds a token only where it was made for the HTTP Request node, and then
 * asks for a new one with each call; its Google nodes sign in by themselves, and so does this.
 * @param tokenUrl Google's own by default.
 */
export function serviceAccountAdapter(
	context: N8nContext,
	data: ICredentialDataDecryptedObject,
	scope: GoogleScope,
	tokenUrl: string = GOOGLE_TOKENS,
): AxiosAdapter {
	const send = plainAdapter(context);
	const signIn = async (isRefused: boolean): Promise<string> => {
		const known = accountShape().parse(data);
		const key = sha256(JSON.stringify([known, scope, tokenUrl]));
		const token = tokens.get(key);
		if (token && !isRefused && token.untilMs > Date.now()) return token.text;
		const fresh = await askForToken(send, known, scope, tokenUrl);
		tokens.set(key, { text: fresh.access_token, untilMs: Date.now() + (fresh.expires_in - MARGIN_SECONDS) * 1000 });
		return fresh.access_token;
	};
	const call = async (config: InternalAxiosRequestConfig, token: string): ReturnType<AxiosAdapter> =>
		await send({ ...config, headers: config.headers.concat({ Authorization: `Bearer ${token}` }) });
	return async (config) => {
		const response = await call(config, await signIn(false));
		return response.status === 401 ? await call(config, await signIn(true)) : response;
	};
}

/** RFC 7523: a token for an assertion that the account's private key has signed. */
async function askForToken(
	adapter: AxiosAdapter,
	{ email, ...known }: Account,
	scope: GoogleScope,
	tokenUrl: string,
): Promise<z.infer<ReturnType<typeof answerShape>>> {
	const now = Math.floor(Date.now() / 1000);
	const delegated = known.inpersonate ? known.delegatedEmail?.trim() : undefined;
	// For whoever is asked, and good nowhere else: another host could take one made for Google to Google.
	const claims = { iss: email, scope: SCOPES[scope], aud: tokenUrl, iat: now, exp: now + LIFETIME_SECONDS };
	const text = [
		{ alg: 'RS256', typ: 'JWT' },
		{ ...claims, ...(delegated ? { sub: delegated } : {}) },
	]
		.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
		.join('.');
	const signature = signed(text, known.privateKey);
	const denied = (why: string): AutopilotError =>
		new AutopilotError('API_DENIED', `The service account ${email} cannot sign in: ${why}`, { service: 'Google', status: 401 });
	if (signature === null) throw denied('its private key cannot be read');
	const { origin, pathname } = new URL(tokenUrl);
	const http = createHttpClient({ service: 'Google', baseUrl: origin, adapter, sleep, random: Math.random });
	const body = new URLSearchParams({
		grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
		assertion: `${text}.${signature}`,
	});
	const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
	const { data } = await http
		.request({ method: 'POST', path: pathname, body: body.toString(), headers, idempotent: true })
		.catch((error: unknown) => {
			throw isAutopilotError(error) && error.code === 'API_REJECTED' ? denied(error.message) : error;
		});
	const read = answerShape().safeParse(data);
	if (read.success) return read.data;
	throw new AutopilotError('API_RESPONSE_INVALID', 'Google answered in an unknown shape when asked for a token', {
		service: 'Google',
	});
}

function signed(text: string, privateKey: string): string | null {
	try {
		return createSign('RSA-SHA256').update(text).sign(pemOf(privateKey), 'base64url');
	} catch {
		return null;
	}
}

/**
 * The key as OpenSSL reads it. n8n's field for it is of a single line, and people paste what stands in the JSON file: in quotes, with
 * line breaks of two characters, or with none.
 */
function pemOf(pasted: string): string {
	const text = pasted
		.trim()
		.replace(/^"(.*)"$/s, '$1')
		.replaceAll('\\n', '\n')
		.trim();
	const [, header = '', body = '', footer = ''] = /^(-----BEGIN [A-Z ]+-----)(.*)(-----END [A-Z ]+-----)$/s.exec(text) ?? [];
	if (header === '' || body.trim().includes('\n')) return text;
	const lines = body.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? [];
	return [header, ...lines, footer].join('\n');
}
