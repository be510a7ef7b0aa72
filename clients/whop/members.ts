import { z } from 'zod';
import { encodeStrictly } from '../http/query';
import type { Instant } from '../../core/types';
import { amount, instant, person, userOf, type WhopUser } from './fields';
import { type CustomerFilters, listQuery } from './listFilters';
import type { WhopClient } from './whopClient';

/** A person's standing with the company, whatever they bought. */
export interface WhopMember extends WhopUser {
	readonly id: string;
	readonly status: string | null;
	readonly accessLevel: string | null;
	readonly mostRecentAction: string | null;
	readonly mostRecentActionAt: Instant | null;
	readonly usdTotalSpent: number | null;
	readonly createdAt: Instant;
	readonly joinedAt: Instant | null;
	readonly phone: string | null;
}

const text = z.string().nullish();

/** Reads a member of API versions 2026-07-20 to 2026-10. */
const memberSchema = z
	.object({
		id: z.string(),
		status: text,
		access_level: text,
		most_recent_action: text,
		most_recent_action_at: instant.nullish(),
		usd_total_spent: amount.nullish(),
		created_at: instant,
		joined_at: instant.nullish(),
		phone: text,
		user_id: text,
		user: person,
	})
	.transform(
		(raw): WhopMember => ({
			id: raw.id,
			status: raw.status ?? null,
			accessLevel: raw.access_level ?? null,
			mostRecentAction: raw.most_recent_action ?? null,
			mostRecentActionAt: raw.most_recent_action_at ?? null,
			usdTotalSpent: raw.usd_total_spent ?? null,
			createdAt: raw.created_at,
			joinedAt: raw.joined_at ?? null,
			phone: raw.phone ?? null,
			...userOf(raw),
		}),
	);

/** Filters of the member list (API 2026-07-20). Times are exclusive bounds. */
export interface MemberFilters extends CustomerFilters {
	readonly accessLevel?: string;
	readonly mostRecentActions?: readonly string[];
	readonly query?: string;
	readonly order?: string;
}

/** Members of the company, page by page. */
export const listMembers = (client: WhopClient, filters: MemberFilters = {}, limit?: number): AsyncGenerator<WhopMember[]> =>
	client.pages(
		'/members',
		memberSchema,
		{
			company_id: client.companyId(),
			...listQuery(filters),
			access_level: filters.accessLevel,
			most_recent_actions: filters.mostRecentActions,
			query: filters.query,
			order: filters.order,
		},
		limit,
	);

/** One member. @throws AutopilotError API_REJECTED where there is none. */
export const getMember = async (client: WhopClient, memberId: string): Promise<WhopMember> =>
	await client.get(`/members/${encodeStrictly(memberId)}`, memberSchema);
