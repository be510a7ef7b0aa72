import { sleep } from 'n8n-workflow';
import type * as whopLibrary from '../../clients/whop';
import { n8nAdapter } from './axiosAdapter';
import type { N8nContext } from './context';

/** Whop as the item's credential reaches it. */
export interface WhopSession {
	/** The functions of the client library, which is loaded with the first call and not with the node. */
	readonly whop: typeof whopLibrary;
	readonly client: whopLibrary.WhopClient;
	/** Shown on every item, because keys of production and sandbox look alike. */
	readonly environment: whopLibrary.WhopEnvironment;
}

/** Opens Whop with the node's credential. Nothing is asked for yet. @throws AutopilotError PARAMETER_INVALID */
export async function openWhop(context: N8nContext, itemIndex = 0): Promise<WhopSession> {
	const whop = await import('../../clients/whop');
	const { environment, baseUrl, companyId } = await context.getCredentials('whopApi', itemIndex);
	const client = whop.createWhopClient({
		baseUrl: whop.whopBaseUrl(String(environment), String(baseUrl ?? '')),
		adapter: n8nAdapter(context, 'whopApi'),
		companyId: String(companyId ?? ''),
		sleep,
		random: Math.random,
	});
	return { whop, client, environment: environment as whopLibrary.WhopEnvironment };
}
