import { encodeStrictly } from '../http/query';
import { affiliateSchema, type WhopAffiliate } from './affiliates';
import type { WhopClient, WhopWrite } from './whopClient';

/** What making somebody an affiliate sends; who is one already stays the one they are. */
export const newAffiliateWrite = (companyId: string, userIdentifier: string, idempotencyKey: string): WhopWrite => ({
	method: 'POST',
	path: '/affiliates',
	idempotencyKey,
	repeatable: true,
	body: { company_id: companyId, user_identifier: userIdentifier },
});

/** What ending an affiliate's work, or taking it up again, sends. Whop answers `true` only. */
export const affiliateAction = (action: 'archive' | 'unarchive', affiliateId: string, idempotencyKey: string): WhopWrite => ({
	method: 'POST',
	path: `/affiliates/${encodeStrictly(affiliateId)}/${action}`,
	idempotencyKey,
	repeatable: true,
});

/** Makes somebody an affiliate. */
export const createAffiliate = async (client: WhopClient, write: WhopWrite): Promise<WhopAffiliate> =>
	await client.write(write, affiliateSchema);
