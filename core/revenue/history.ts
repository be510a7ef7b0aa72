import type { MembershipPayments } from './subscriptions';
import type { RevenuePayment } from './types';

/** When who first paid: what tells new customers from returning ones, and converted trials from others. */
export class PaymentHistory {
	private readonly firstKept = new Map<string, number>();
	private readonly firstOfMembership = new Map<string, number>();
	private readonly keptMemberships = new Set<string>();

	/**
	 * @param paidAt in milliseconds.
	 * @param kept whether something is left of the payment.
	 * @returns the customer it makes somebody, or `null` where nothing is left.
	 */
	add({ id, customerId, membershipId }: RevenuePayment, paidAt: number, kept: boolean): string | null {
		if (membershipId !== null) {
			this.firstOfMembership.set(membershipId, Math.min(paidAt, this.firstOfMembership.get(membershipId) ?? paidAt));
			if (kept) this.keptMemberships.add(membershipId);
		}
		if (!kept) return null;
		// A payment without a customer cannot be told from others, so it is a customer of its own.
		const customer = customerId ?? id;
		this.firstKept.set(customer, Math.min(paidAt, this.firstKept.get(customer) ?? paidAt));
		return customer;
	}

	/** Whether a customer's first payment came at or after `start`. */
	newSince(customer: string, start: number): boolean {
		return (this.firstKept.get(customer) ?? Number.NEGATIVE_INFINITY) >= start;
	}

	ofMemberships(): MembershipPayments {
		return {
			firstAt: (membershipId) => this.firstOfMembership.get(membershipId) ?? null,
			kept: (membershipId) => this.keptMemberships.has(membershipId),
		};
	}
}
