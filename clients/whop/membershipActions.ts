import type { Instant } from '../../core/types';
import { encodeStrictly } from '../http/query';
import { membershipSchema, type WhopMembership } from './memberships';
import type { WhopClient, WhopWrite } from './whopClient';

const action = (
	name: string,
	membershipId: string,
	idempotencyKey: string,
	repeatable: boolean,
	body?: WhopWrite['body'],
): WhopWrite => ({
	method: 'POST',
	path: `/memberships/${encodeStrictly(membershipId)}/${name}`,
	idempotencyKey,
	repeatable,
	...(body && { body }),
});

/** Ends a membership with its billing period, or at once, which takes access away. */
export const cancelWrite = (membershipId: string, mode: 'at_period_end' | 'immediate', key: string): WhopWrite =>
	// A second immediate cancellation is refused by Whop, which would hide that the first one worked.
	action('cancel', membershipId, key, mode === 'at_period_end', { cancellation_mode: mode });

/** Takes a cancellation at the period's end back. */
export const uncancelWrite = (membershipId: string, key: string): WhopWrite => action('uncancel', membershipId, key, true);

/** Stops charging; access stays. */
export const pauseWrite = (membershipId: string, resumesAt: Instant | undefined, key: string): WhopWrite =>
	action('pause', membershipId, key, true, resumesAt === undefined ? {} : { resumes_at: resumesAt });

/** Charges again from the next period on. */
export const resumeWrite = (membershipId: string, key: string): WhopWrite => action('resume', membershipId, key, true);

/** Works out anew what a membership opens: content, Discord roles, TradingView indicators. */
export const resyncAccessWrite = (membershipId: string, key: string): WhopWrite =>
	action('resync_access', membershipId, key, true);

/** Gives whole days for free. Sent twice, it gives them twice, so it is not repeated. */
export const addFreeDaysWrite = (membershipId: string, days: number, key: string): WhopWrite =>
	action('add_free_days', membershipId, key, false, { free_days: days });

/** Replaces the custom key-value pairs of a membership. */
export const membershipMetadataWrite = (
	membershipId: string,
	metadata: Readonly<Record<string, unknown>>,
	idempotencyKey: string,
): WhopWrite => ({
	method: 'PATCH',
	path: `/memberships/${encodeStrictly(membershipId)}`,
	idempotencyKey,
	repeatable: true,
	body: { metadata },
});

/** Carries an action on a membership out. @returns the membership as it stands after. */
export const actOnMembership = async (client: WhopClient, write: WhopWrite): Promise<WhopMembership> =>
	await client.write(write, membershipSchema);
