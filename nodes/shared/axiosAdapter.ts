import type { AxiosAdapter, AxiosResponse } from 'axios';
import type { ICredentialDataDecryptedObject, IHttpRequestMethods, IHttpRequestOptions, JsonObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { N8nContext } from './context';
import { type FullResponse, RAW_REQUEST } from './rawRequest';

/**
 * An axios adapter whose every call goes through n8n: its credential, proxy, certificate and SSRF settings apply,
 * and no client library opens a connection of its own. Any HTTP status is an answer; only a missing answer rejects.
 * @param data of the credential where it has been read already: reading it anew for each call takes n8n longer than the call.
 */
export function n8nAdapter(context: N8nContext, credentialType: string, data?: ICredentialDataDecryptedObject): AxiosAdapter {
	const read = data && { credentialsDecrypted: { id: '', name: credentialType, type: credentialType, data } };
	return adapterOver(context, async (request) => {
		// A 401 must throw inside n8n, else OAuth2 credentials are never refreshed.
		const options: IHttpRequestOptions = { ...request, ignoreHttpStatusErrors: { ignore: true, except: [401] } };
		const { httpRequestWithAuthentication } = context.helpers;
		const full: FullResponse = await httpRequestWithAuthentication.call(context, credentialType, options, read);
		return full;
	});
}

/** The same without a credential: who calls brings its own. */
export const plainAdapter = (context: N8nContext): AxiosAdapter =>
	adapterOver(context, async (request) => {
		const full: FullResponse = await context.helpers.httpRequest({ ...request, ignoreHttpStatusErrors: true });
		return full;
	});

function adapterOver(context: N8nContext, send: (request: IHttpRequestOptions) => Promise<FullResponse>): AxiosAdapter {
	return async (config) => {
		const axios = await import('axios');
		const answer = (full: FullResponse): AxiosResponse => ({
			data: full.body,
			status: full.statusCode,
			statusText: full.statusMessage ?? '',
			headers: full.headers,
			config,
		});
		try {
			const request: IHttpRequestOptions = {
				url: axios.default.getUri(config),
				method: (config.method ?? 'get').toUpperCase() as IHttpRequestMethods,
				headers: { ...config.headers },
				body: config.data,
				timeout: config.timeout,
				...RAW_REQUEST,
			};
			return answer(await send(request));
		} catch (error) {
			if (error instanceof NodeApiError && error.httpCode === '401') {
				return answer({ statusCode: 401, headers: {}, body: '' });
			}
			throw error instanceof NodeApiError ? error : new NodeApiError(context.getNode(), error as JsonObject);
		}
	};
}
