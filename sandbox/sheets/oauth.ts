import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

const LIFETIME_SECONDS = 3_599;
const TOKENS_KEPT = 1_000;
const SCOPE = 'https://www.googleapis.com/auth/spreadsheets';

/** Access tokens in force. Time is the computer's own: tokens of a replayed year must not die within a test. */
export class Tokens {
	private readonly expiries = new Map<string, number>();
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
		return token === this.standing || (this.expiries.get(token) ?? 0) > Date.now();
	}

	issue(): string {
		const token = `ya29.${randomBytes(24).toString('base64url')}`;
		this.expiries.set(token, Date.now() + LIFETIME_SECONDS * 1000);
		const oldest = this.expiries.keys().next().value;
		if (this.expiries.size > TOKENS_KEPT && oldest !== undefined) this.expiries.delete(oldest);
		return token;
	}

	/** Makes every issued token invalid, so that clients have to refresh. The standing one stays. */
	expireAll(): void {
		this.expiries.clear();
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
			return {};
		}
		default:
			return refuse('unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type') ?? ''}`);
	}
}

/** The times in a JWT. Its signature is not checked: the emulator knows no service account's public key. */
function readClaims(assertion: string): { iat: number; exp: number } | null {
	const [, payload, signature] = assertion.split('.');
	if (payload === undefined || signature === undefined || signature === '') return null;
	try {
		const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
		if (typeof claims !== 'object' || claims === null || !('iat' in claims) || !('exp' in claims)) return null;
		return { iat: Number(claims.iat), exp: Number(claims.exp) };
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
		return {
			access_token: tokens.issue(),
			expires_in: LIFETIME_SECONDS,
			...(result.refreshToken === undefined ? {} : { refresh_token: result.refreshToken }),
			scope: SCOPE,
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
