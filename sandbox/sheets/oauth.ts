import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

const LIFETIME_SECONDS = 3_599;
const TOKENS_KEPT = 1_000;
const SHEETS_SCOPE = 'https://www.googleapis.com/auth/spreadsheets';
/** What n8n's credential for Google Sheets asks for. */
const USER_SCOPES = `https://www.googleapis.com/auth/drive.file ${SHEETS_SCOPE} https://www.googleapis.com/auth/drive.metadata`;
/** Any of them lets files be listed. */
const LISTING = /\/auth\/drive(\.metadata(\.readonly)?|\.readonly)?(\s|$)/;

interface Token {
	readonly expiry: number;
	readonly scope: string;
}

/** Access tokens in force. Time is the computer's own: tokens of a replayed year must not die within a test. */
export class Tokens {
	private readonly issued = new Map<string, Token>();
	private readonly refreshTokens = new Set<string>();
	private readonly codes = new Set<string>();

	constructor(
		/** Always valid, for callers that bring their token ready. */
		private readonly standing: string,
		refreshToken: string,
	) {
		this.refreshTokens.add(refreshToken);
	}

	accepts(token: string): boolean {
		return token === this.standing || (this.issued.get(token)?.expiry ?? 0) > Date.now();
	}

	/** Whether it is good for listing files, as a token for spreadsheets alone is not. */
	maySeeFiles(token: string): boolean {
		return token === this.standing || LISTING.test(this.issued.get(token)?.scope ?? '');
	}

	issue(scope: string): string {
		const token = `ya29.${randomBytes(24).toString('base64url')}`;
		this.issued.set(token, { expiry: Date.now() + LIFETIME_SECONDS * 1000, scope });
		const oldest = this.issued.keys().next().value;
		if (this.issued.size > TOKENS_KEPT && oldest !== undefined) this.issued.delete(oldest);
		return token;
	}

	/** Makes every issued token invalid, so that clients have to refresh. The standing one stays. */
	expireAll(): void {
		this.issued.clear();
	}

	knowsRefreshToken(token: string): boolean {
		return this.refreshTokens.has(token);
	}

	newRefreshToken(): string {
		const token = `1//${randomBytes(24).toString('base64url')}`;
		this.refreshTokens.add(token);
		return token;
	}

	newCode(): string {
		const code = `4/${randomBytes(16).toString('base64url')}`;
		this.codes.add(code);
		return code;
	}

	/** A code works once. */
	useCode(code: string): boolean {
		return this.codes.delete(code);
	}
}

interface Grant {
	readonly refreshToken?: string;
	/** What was asked for. Default: all that n8n asks for. */
	readonly scope?: string;
	readonly error?: { readonly error: string; readonly error_description: string };
}

function grant(tokens: Tokens, form: ReadonlyMap<string, string>): Grant {
	const refuse = (error: string, description: string): Grant => ({ error: { error, error_description: description } });
	switch (form.get('grant_type')) {
		case 'authorization_code':
			if (!tokens.useCode(form.get('code') ?? '')) return refuse('invalid_grant', 'Malformed auth code.');
			return { refreshToken: tokens.newRefreshToken() };
		case 'refresh_token':
			if (!tokens.knowsRefreshToken(form.get('refresh_token') ?? ''))
				return refuse('invalid_grant', 'Token has been expired or revoked.');
			return {};
		case 'urn:ietf:params:oauth:grant-type:jwt-bearer': {
			const claims = readClaims(form.get('assertion') ?? '');
			if (claims === null) return refuse('invalid_grant', 'Invalid JWT Signature.');
			const { iat, exp } = claims;
			if (!(exp > Date.now() / 1000 && exp - iat <= 3600)) {
				const text =
					'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.';
				return refuse('invalid_grant', text);
			}
			return { scope: claims.scope };
		}
		default:
			return refuse('unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type') ?? ''}`);
	}
}

/** The times and the scope in a JWT. Its signature is not checked: the emulator knows no service account's public key. */
function readClaims(assertion: string): { iat: number; exp: number; scope: string } | null {
	const [, payload, signature] = assertion.split('.');
	if (payload === undefined || signature === undefined || signature === '') return null;
	try {
		const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
		if (typeof claims !== 'object' || claims === null || !('iat' in claims) || !('exp' in claims)) return null;
		const scope = 'scope' in claims ? String(claims.scope) : '';
		return { iat: Number(claims.iat), exp: Number(claims.exp), scope };
	} catch {
		return null;
	}
}

/** `POST /token` as at oauth2.googleapis.com, and `GET /authorize`, which says yes at once. Needs the form parser. */
export function installOAuthRoutes(app: FastifyInstance, tokens: Tokens): void {
	app.post('/token', async (request, reply) => {
		const body = typeof request.body === 'object' && request.body !== null ? request.body : {};
		const result = grant(tokens, new Map(Object.entries(body).map(([name, value]) => [name, String(value)])));
		if (result.error !== undefined) return reply.code(400).send(result.error);
		const { scope = USER_SCOPES } = result;
		return {
			access_token: tokens.issue(scope),
			expires_in: LIFETIME_SECONDS,
			...(result.refreshToken === undefined ? {} : { refresh_token: result.refreshToken }),
			scope,
			token_type: 'Bearer',
		};
	});

	app.get<{ Querystring: { redirect_uri?: string; state?: string } }>('/authorize', async (request, reply) => {
		const { redirect_uri: back, state } = request.query;
		if (back === undefined || !URL.canParse(back)) return reply.code(400).send({ error: 'invalid_request' });
		const url = new URL(back);
		url.searchParams.set('code', tokens.newCode());
		if (state !== undefined) url.searchParams.set('state', state);
		return reply.redirect(url.href);
	});
}
