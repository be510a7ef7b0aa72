import type { INodeProperties } from 'n8n-workflow';

/*
 * Things at Whop, chosen from a list with search or by ID. There is no "By URL": Whop documents no addresses of its dashboard, and a
 * wrong guess would pick out another thing.
 */

const locator = (
	name: string,
	displayName: string,
	searchListMethod: string,
	byId: { readonly displayName?: string; readonly prefix: string },
): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
		{
			displayName: byId.displayName ?? 'By ID',
			name: 'id',
			type: 'string',
			placeholder: `e.g. ${byId.prefix}xxxxxxxxxxxxxx`,
		},
	],
});

/** A product, found by its title. */
export const productField = locator('productId', 'Product', 'searchProducts', { prefix: 'prod_' });

/** A plan, found by its title. */
export const planField = locator('planId', 'Plan', 'searchPlans', { prefix: 'plan_' });

/** A promo code, found by what buyers type. */
export const promoCodeField = locator('promoCodeId', 'Promo Code', 'searchPromoCodes', { prefix: 'promo_' });

/** A member, found by name, username or e-mail address. */
export const memberField = locator('memberId', 'Member', 'searchMembers', { prefix: 'mber_' });

/** A membership, found by whose it is. */
export const membershipField: INodeProperties = {
	...locator('membershipId', 'Membership', 'searchMemberships', { prefix: 'mem_' }),
	required: true,
};

/** The user whose things are wanted, found among the members. */
export const userField = locator('userId', 'User', 'searchUsers', { prefix: 'user_' });

/** A user, also by their username. */
export const userOrNameField: INodeProperties = {
	...locator('user', 'User', 'searchUsers', { displayName: 'By ID or Username', prefix: 'user_' }),
	required: true,
};

/** An affiliate, found by name or username. */
export const affiliateField = locator('affiliateId', 'Affiliate', 'searchAffiliates', { prefix: 'aff_' });

/** Terms of the affiliate that was chosen. */
export const overrideField: INodeProperties = {
	...locator('overrideId', 'Override', 'searchOverrides', { prefix: 'affo_' }),
	required: true,
};

/** A payment, found by its buyer. */
export const paymentField = locator('paymentId', 'Payment', 'searchPayments', { prefix: 'pay_' });

/** What the member that was chosen has paid with. */
export const paymentMethodField: INodeProperties = {
	...locator('paymentMethodId', 'Payment Method', 'searchPaymentMethods', { prefix: 'payt_' }),
	required: true,
	description: 'What the member has paid with before: the payment_method_id of a payment of theirs',
};

/** A refund, found by day, amount or payment. */
export const refundField: INodeProperties = {
	...locator('refundId', 'Refund', 'searchRefunds', { prefix: 'rf_' }),
	required: true,
};

/** A dispute, found by day, amount, status or reason. */
export const disputeField: INodeProperties = {
	...locator('disputeId', 'Dispute', 'searchDisputes', { prefix: 'dspt_' }),
	required: true,
};

/** A figure that Whop keeps. */
export const metricField: INodeProperties = {
	displayName: 'Metric',
	name: 'metric',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchMetrics', searchable: true },
		},
		{ displayName: 'By Key', name: 'id', type: 'string', placeholder: 'e.g. gross_revenue' },
	],
};
