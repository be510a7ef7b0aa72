import { z } from 'zod';
import { encodeStrictly } from '../http/query';
import type { WhopClient } from './whopClient';

/** Whether somebody may use something. */
export interface WhopAccess {
	readonly userId: string;
	readonly resourceId: string;
	/** `customer`, `admin` or `no_access`. */
	readonly accessLevel: string;
	readonly hasAccess: boolean;
}

const accessSchema = z.object({ access_level: z.string(), has_access: z.boolean() });

/**
 * Whether a user may use a product (or a company or an experience).
 * @param userId `user_…`, or the username.
 * @throws AutopilotError API_REJECTED where Whop knows one of the two not.
 */
export async function checkAccess(client: WhopClient, userId: string, resourceId: string): Promise<WhopAccess> {
	const path = `/users/${encodeStrictly(userId)}/access/${encodeStrictly(resourceId)}`;
	const { access_level: accessLevel, has_access: hasAccess } = await client.get(path, accessSchema);
	return { userId, resourceId, accessLevel, hasAccess };
}
