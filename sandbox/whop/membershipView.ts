import type { Membership, MembershipStatus } from '@whop/sdk/resources/shared';
import type { MembershipListResponse } from '@whop/sdk/resources/memberships';
import { DAY_MS, type Customer } from '../business/customer';
import { toInstant } from '../shared/clock';
import type { Shop } from './shop';

/** What the API's caller changed on a membership and the model knows nothing of. */
export interface MembershipChanges {
	readonly metadata: Record<string, unknown>;
	readonly paused: boolean;
	readonly freeDays: number;
	readonly updatedAt: number;
}

const paidBy = (customer: Customer, now: number): number[] =>
	customer.payments
		.filter((payment) => !payment.failed && payment.at <= now)
		.filter((payment) => customer.ownerCancellation === null || payment.at <= customer.ownerCancellation.at)
		.map((payment) => payment.at);

/** Start and end of the period that is paid for (or tried) at `now`. */
function periodOf(customer: Customer, shop: Shop, now: number): { start: number; end: number } {
	const start = paidBy(customer, now).at(-1);
	if (start !== undefined) return { start, end: start + shop.periodDays * DAY_MS };
	return { start: customer.joinedAt, end: customer.trialEndsAt ?? customer.joinedAt };
}

/** When access ends; `null` when that lies beyond the model's horizon. */
function endOf(customer: Customer, shop: Shop): number | null {
	const cancellation = customer.ownerCancellation;
	if (cancellation !== null) return cancellation.immediate ? cancellation.at : periodOf(customer, shop, cancellation.at).end;
	return customer.endsAt;
}

export function membershipStatus(customer: Customer, shop: Shop, now: number): MembershipStatus {
	const end = endOf(customer, shop);
	const hasPaid = paidBy(customer, now).length > 0;
	if (end !== null && end <= now) return hasPaid || customer.ownerCancellation !== null ? 'canceled' : 'expired';
	if (cancelTime(customer, now) !== null) return 'canceling';
	if (customer.payments.some((payment) => payment.failed && payment.at <= now)) return 'past_due';
	return hasPaid ? 'active' : 'trialing';
}

function cancelTime(customer: Customer, now: number): number | null {
	if (customer.ownerCancellation !== null) return customer.ownerCancellation.at;
	return customer.canceledAt !== null && customer.canceledAt <= now ? customer.canceledAt : null;
}

/** A membership in the list's form. */
export function membershipListItem(
	customer: Customer,
	shop: Shop,
	now: number,
	changes: MembershipChanges | undefined,
): MembershipListResponse {
	const canceledAt = cancelTime(customer, now);
	const { start, end } = periodOf(customer, shop, now);
	const status = membershipStatus(customer, shop, now);
	const endedAt = endOf(customer, shop);
	const lastEvents = [customer.joinedAt, start, canceledAt ?? 0, changes?.updatedAt ?? 0];
	if (endedAt !== null && endedAt <= now) lastEvents.push(endedAt);
	return {
		id: customer.membershipId,
		cancel_at_period_end: status === 'canceling',
		cancel_option: canceledAt === null ? null : customer.ownerCancellation === null ? 'other' : null,
		canceled_at: canceledAt === null ? null : toInstant(canceledAt),
		cancellation_reason: null,
		checkout_configuration_id: null,
		company: { id: shop.companyId, title: shop.title },
		created_at: toInstant(customer.joinedAt),
		currency: shop.currency,
		joined_at: toInstant(customer.joinedAt),
		license_key: null,
		manage_url: `https://whop.com/orders/${customer.membershipId}/manage/`,
		member: { id: customer.memberId },
		metadata: changes?.metadata ?? {},
		payment_collection_paused: changes?.paused ?? false,
		plan: { id: shop.planId, metadata: null },
		product: { id: shop.productId, metadata: null, title: shop.productTitle },
		promo_code: null,
		renewal_period_end: toInstant(end + (changes?.freeDays ?? 0) * DAY_MS),
		renewal_period_start: toInstant(start),
		status,
		updated_at: toInstant(Math.max(...lastEvents)),
		user: { id: customer.userId, email: customer.email, name: customer.name, username: customer.username },
	};
}

/** A membership in the form of retrieve and of webhooks. */
export function membership(customer: Customer, shop: Shop, now: number, changes: MembershipChanges | undefined): Membership {
	return { ...membershipListItem(customer, shop, now, changes), custom_field_responses: [] };
}
