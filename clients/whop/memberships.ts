import { z } from 'zod';
import { encodeStrictly } from '../http/query';
import type { RevenueMembership } from '../../core/revenue/types';
import type { Instant } from '../../core/types';
import { idOf, instant, metadata, person, reference, userOf, type WhopUser } from './fields';
import { type CustomerFilters, listQuery } from './listFilters';
import type { WhopClient } from './whopClient';

/** A membership, the same whatever API version shaped it. */
export interface WhopMembership extends RevenueMembership, WhopUser {
	readonly joinedAt: Instant | null;
	readonly currentPeriodStart: Instant | null;
	readonly cancelOption: string | null;
	readonly cancellationReason: string | null;
	readonly licenseKey: string | null;
	readonly manageUrl: string | null;
	readonly companyId: string | null;
	readonly productId: string | null;
	readonly productTitle: string | null;
	readonly promoCodeId: string | null;
	readonly memberId: string | null;
	readonly metadata: Readonly<Record<string, unknown>>;
}

const id = z.string().nullish();
const text = z.string().nullish();

/** Reads a membership of API versions 2026-07-20 to 2026-10 (there `renewal_period_*` is called `current_period_*`). */
export const membershipSchema = z
	.object({
		id: z.string(),
		status: z.string(),
		created_at: instant,
		joined_at: instant.nullish(),
		canceled_at: instant.nullish(),
		cancel_at_period_end: z.boolean().nullish(),
		cancel_option: text,
		cancellation_reason: text,
		renewal_period_start: instant.nullish(),
		renewal_period_end: instant.nullish(),
		current_period_start: instant.nullish(),
		current_period_end: instant.nullish(),
		payment_collection_paused: z.boolean().nullish(),
		license_key: text,
		manage_url: text,
		metadata,
		account: reference,
		company: reference,
		plan_id: id,
		plan: reference,
		product_id: id,
		product: z.object({ id: z.string(), title: text }).nullish(),
		promo_code_id: id,
		promo_code: reference,
		member_id: id,
		member: reference,
		user_id: id,
		user: person,
	})
	.transform((raw): WhopMembership => {
		const user = userOf(raw);
		const memberId = idOf(raw.member_id, raw.member);
		return {
			id: raw.id,
			status: raw.status,
			createdAt: raw.created_at,
			joinedAt: raw.joined_at ?? null,
			canceledAt: raw.canceled_at ?? null,
			cancelAtPeriodEnd: raw.cancel_at_period_end ?? false,
			cancelOption: raw.cancel_option ?? null,
			cancellationReason: raw.cancellation_reason ?? null,
			currentPeriodStart: raw.renewal_period_start ?? raw.current_period_start ?? null,
			currentPeriodEnd: raw.renewal_period_end ?? raw.current_period_end ?? null,
			paused: raw.payment_collection_paused ?? false,
			licenseKey: raw.license_key ?? null,
			manageUrl: raw.manage_url ?? null,
			companyId: idOf(raw.account?.id, raw.company),
			planId: idOf(raw.plan_id, raw.plan),
			productId: idOf(raw.product_id, raw.product),
			productTitle: raw.product?.title ?? null,
			promoCodeId: idOf(raw.promo_code_id, raw.promo_code),
			memberId,
			...user,
			customerId: user.userId ?? memberId ?? raw.id,
			metadata: raw.metadata ?? {},
		};
	});

/** Filters of the membership list (API 2026-07-20). Times are exclusive bounds. */
export interface MembershipFilters extends CustomerFilters {
	readonly cancelOptions?: readonly string[];
	readonly order?: 'id' | 'created_at' | 'status' | 'canceled_at' | 'date_joined' | 'total_spend';
}

/** Memberships of the company, page by page. */
export const listMemberships = (
	client: WhopClient,
	filters: MembershipFilters = {},
	limit?: number,
): AsyncGenerator<WhopMembership[]> =>
	client.pages(
		'/memberships',
		membershipSchema,
		{ company_id: client.companyId(), ...listQuery(filters), cancel_options: filters.cancelOptions, order: filters.order },
		limit,
	);

/** One membership. @throws AutopilotError API_REJECTED where there is none. */
export const getMembership = async (client: WhopClient, membershipId: string): Promise<WhopMembership> =>
	await client.get(`/memberships/${encodeStrictly(membershipId)}`, membershipSchema);
