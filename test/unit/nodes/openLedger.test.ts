import { generateKeyPairSync } from 'node:crypto';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { openLedger } from '../../../nodes/shared/ledger';

const PEM = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A node with a ledger on Google Sheets as a service account, and what it asks for: it gets a token, and finds no spreadsheet. */
function node(googleSheetsUrl: string, credentialId: string): { context: IExecuteFunctions; requests: IHttpRequestOptions[] } {
	const requests: IHttpRequestOptions[] = [];
	const credentials: Record<string, object> = {
		autopilotApi: { baseUrl: 'http://127.0.0.1:1', apiKey: 'key', googleSheetsUrl },
		googleApi: { email: `${credentialId}@project.iam.gserviceaccount.com`, privateKey: PEM },
	};
	const parameters: Record<string, string> = { ledger: 'googleSheets', authentication: 'serviceAccount', spreadsheetId: 'one' };
	const context: object = {
		getInputData: () => [],
		getCredentials: async (type: string) => credentials[type],
		getNodeParameter: (name: string) => parameters[name],
		getNode: () => ({
			id: 'n',
			name: 'Ledger',
			type: 't',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			credentials: { googleApi: { id: credentialId, name: 'Google' } },
		}),
		helpers: {
			httpRequest: async (request: IHttpRequestOptions) => {
				requests.push(request);
				const isToken = new URL(request.url).pathname === '/token';
				const body = isToken ? { access_token: 'a', expires_in: 3_600 } : { error: { code: 404, message: 'Not found' } };
				return { statusCode: isToken ? 200 : 404, headers: {}, body: JSON.stringify(body) };
			},
		},
	};
	// The few functions of n8n's context that opening and reading a ledger takes.
	return { context: context as IExecuteFunctions, requests };
}

const read = async (context: IExecuteFunctions): Promise<unknown> =>
	await (await openLedger(context, 0)).ledger.read('settings').catch((error: unknown) => error);

const audienceOf = ({ body }: IHttpRequestOptions): unknown => {
	const [, claims = ''] = new URLSearchParams(String(body)).get('assertion')?.split('.') ?? [];
	const read: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString());
	return typeof read === 'object' && read !== null && 'aud' in read ? read.aud : undefined;
};

it.each([
	['Google', 'https://sheets.googleapis.com/', 'https://oauth2.googleapis.com/token'],
	['an emulator', 'http://127.0.0.1:8080/', 'http://127.0.0.1:8080/token'],
	[
		'a host whose name begins as Google’s',
		'https://sheets.googleapis.com.evil.test/',
		'https://sheets.googleapis.com.evil.test/token',
	],
])('signs in at %s with an assertion that is good for nobody else', async (who, url, audience) => {
	const { context, requests } = node(url, who.replaceAll(/\W/g, ''));
	await read(context);
	const [signIn] = requests;
	expect(signIn?.url).toBe(audience);
	expect(signIn && audienceOf(signIn)).toBe(audience);
});

it('goes on a minute after a full one, though the clock of the machine was put back meanwhile', async () => {
	const { context, requests } = node('https://sheets.googleapis.com/', 'clock');
	const [date, uptime] = [Date.now(), performance.now()];
	const clock = jest.spyOn(Date, 'now').mockReturnValue(date);
	const monotonic = jest.spyOn(performance, 'now').mockReturnValue(uptime);
	const reads = (): number => requests.filter(({ url }) => !url.endsWith('/token')).length;
	try {
		for (let call = 0; call < 60; call++) await read(context);
		expect(reads()).toBe(60);
		clock.mockReturnValue(date - 3_600_000);
		monotonic.mockReturnValue(uptime + 61_001);
		await read(context);
		expect(reads()).toBe(61);
	} finally {
		clock.mockRestore();
		monotonic.mockRestore();
	}
});
