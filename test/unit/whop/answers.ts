/** Whop's answers as its API sends them, one of each kind and shape. */

export const PAYMENT_2026_07 = {
	id: 'pay_x1',
	status: 'paid',
	substatus: 'partially_refunded',
	billing_reason: 'subscription_cycle',
	created_at: '2026-11-18T09:00:00.000Z',
	updated_at: '2026-11-18T09:00:05.000Z',
	paid_at: '2026-11-18T09:00:05.000Z',
	currency: 'usd',
	settlement_currency: 'usd',
	subtotal: 49,
	total: 49,
	usd_total: 49,
	tax_amount: null,
	amount_after_fees: 46.98,
	refunded_amount: 9.5,
	refunded_at: '2026-11-19T09:00:00.000Z',
	refundable: true,
	retryable: false,
	voidable: false,
	auto_refunded: false,
	failure_message: null,
	plan: { id: 'plan_a', internal_notes: null, metadata: null },
	product: { id: 'prod_a', title: 'Pro', route: 'pro', metadata: null },
	user: { id: 'user_a', email: 'a@b.c', name: 'A', username: 'a' },
	membership: { id: 'mem_a', status: 'active', phone_number: null },
	member: { id: 'mber_a', phone: null },
	company: { id: 'biz_a', title: 'Co', route: 'co' },
	promo_code: { id: 'promo_a', code: 'TEN' },
	payment_method_type: 'card',
	card_brand: 'visa',
	card_last4: '4242',
	metadata: { campaign: 'x' },
};

const usd = (amount: string) => ({ amount, currency: 'usd', decimals: 2, display_decimals: 2 });

/** The same payment in the shape of October 2026: flat ids, amounts as objects. */
export const PAYMENT_2026_10 = {
	id: 'pay_x1',
	status: 'paid',
	substatus: 'partially_refunded',
	billing_reason: 'subscription_cycle',
	created_at: '2026-11-18T09:00:00.000Z',
	updated_at: '2026-11-18T09:00:05.000Z',
	paid_at: '2026-11-18T09:00:05.000Z',
	currency: 'usd',
	settlement_currency: 'usd',
	subtotal: usd('49.00'),
	total: usd('49.00'),
	usd_total: usd('49.00'),
	amount_after_fees: usd('46.98'),
	refunded_amount: usd('9.50'),
	refunded_at: '2026-11-19T09:00:00.000Z',
	refundable: true,
	retryable: false,
	voidable: false,
	failure_message: null,
	plan_id: 'plan_a',
	product_id: 'prod_a',
	product: { id: 'prod_a', title: 'Pro' },
	user_id: 'user_a',
	user: { id: 'user_a', name: 'A', username: 'a' },
	customer_email: 'a@b.c',
	membership_id: 'mem_a',
	member_id: 'mber_a',
	account_id: 'biz_a',
	promo_code_id: 'promo_a',
	payment_method_type: 'card',
	card_brand: 'visa',
	card_last4: '4242',
	metadata: { campaign: 'x' },
};

export const MEMBERSHIP_2026_07 = {
	id: 'mem_a',
	status: 'canceled',
	created_at: '2026-10-01T00:00:00.000Z',
	joined_at: '2026-10-01T00:00:00.000Z',
	updated_at: '2026-11-01T00:00:00.000Z',
	canceled_at: '2026-10-20T00:00:00.000Z',
	cancel_at_period_end: true,
	cancel_option: 'too_expensive',
	cancellation_reason: null,
	renewal_period_start: '2026-10-01T00:00:00.000Z',
	renewal_period_end: '2026-10-31T00:00:00.000Z',
	payment_collection_paused: false,
	license_key: null,
	manage_url: 'https://whop.com/manage',
	company: { id: 'biz_a', title: 'Co' },
	plan: { id: 'plan_a', metadata: null },
	product: { id: 'prod_a', title: 'Pro', metadata: null },
	promo_code: null,
	member: { id: 'mber_a' },
	user: { id: 'user_a', email: 'a@b.c', name: 'A', username: 'a' },
	metadata: {},
};

export const MEMBERSHIP_2026_10 = {
	...MEMBERSHIP_2026_07,
	renewal_period_start: undefined,
	renewal_period_end: undefined,
	current_period_start: '2026-10-01T00:00:00.000Z',
	current_period_end: '2026-10-31T00:00:00.000Z',
	company: undefined,
	account: { id: 'biz_a' },
	plan: undefined,
	plan_id: 'plan_a',
};

export const PLAN = {
	id: 'plan_a',
	title: 'Monthly',
	description: null,
	internal_notes: null,
	plan_type: 'renewal',
	currency: 'usd',
	initial_price: 0,
	renewal_price: 49,
	billing_period: 30,
	trial_period_days: 7,
	expiration_days: null,
	stock: null,
	unlimited_stock: true,
	member_count: 3,
	release_method: 'buy_now',
	visibility: 'visible',
	purchase_url: 'https://whop.com/checkout/plan_a',
	created_at: '2026-01-01T00:00:00.000Z',
	updated_at: '2026-01-02T00:00:00.000Z',
	account: { id: 'biz_a' },
	product: { id: 'prod_a' },
	metadata: null,
};

export const PRODUCT = {
	id: 'prod_a',
	title: 'Pro',
	headline: null,
	route: 'pro',
	visibility: 'visible',
	verified: false,
	member_count: 3,
	published_reviews_count: 0,
	external_identifier: null,
	gallery_images: [],
	created_at: '2026-01-01T00:00:00.000Z',
	updated_at: '2026-01-02T00:00:00.000Z',
	metadata: null,
};

export const MEMBER = {
	id: 'mber_a',
	status: 'joined',
	access_level: 'customer',
	company_token_balance: 0,
	most_recent_action: 'renewing',
	most_recent_action_at: '2026-11-18T09:00:05.000Z',
	usd_total_spent: 98,
	created_at: '2026-10-01T00:00:00.000Z',
	joined_at: '2026-10-01T00:00:00.000Z',
	updated_at: '2026-10-01T00:00:00.000Z',
	phone: null,
	user: { id: 'user_a', email: 'a@b.c', name: 'A', username: 'a' },
};

export const REFUND = {
	id: 'rf_a',
	status: 'succeeded',
	amount: 9.5,
	currency: 'usd',
	payment: { id: 'pay_x1' },
	provider: 'stripe',
	provider_created_at: null,
	reference_status: null,
	reference_type: null,
	reference_value: null,
	created_at: '2026-11-19T09:00:00.000Z',
};

export const PROMO_CODE = {
	id: 'promo_a',
	code: 'SPRING20',
	status: 'active',
	promo_type: 'percentage',
	amount_off: 20,
	currency: 'jpy',
	duration: 'once',
	promo_duration_months: 1,
	expires_at: null,
	stock: 0,
	unlimited_stock: true,
	uses: 3,
	new_users_only: true,
	churned_users_only: false,
	existing_memberships_only: false,
	one_per_customer: false,
	product: { id: 'prod_a', title: 'Pro' },
	created_at: '2026-10-01T00:00:00.000Z',
};

export const AFFILIATE = {
	id: 'aff_a',
	status: 'active',
	active_members_count: 2,
	total_referrals_count: 5,
	total_overrides_count: 0,
	total_revenue_usd: '$1,234.50',
	total_referral_earnings_usd: '$123.45',
	monthly_recurring_revenue_usd: '$0.00',
	customer_retention_rate: '80%',
	customer_retention_rate_ninety_days: '75%',
	company: { id: 'biz_a', title: 'Co' },
	user: { id: 'user_a', name: 'A', username: 'a' },
	created_at: '2026-10-01T00:00:00.000Z',
	updated_at: '2026-10-02T00:00:00.000Z',
};

export const STATS = {
	data: [
		{ key: 'gross_revenue', name: 'Gross revenue', description: 'Paid payments', unit: 'currency', properties: ['product'] },
	],
};

export const STAT = {
	data: {
		currency: 'jpy',
		points: [
			{ timestamp: 1_761_922_800, value: 98_000, breakdown: [{ name: 'prod_a', value: 98_000 }] },
			{ timestamp: 1_762_009_200, value: null },
		],
	},
};

/** A page of a list as Whop answers it. */
export const page = (data: readonly unknown[], endCursor: string | null = null) => ({
	data,
	page_info: { end_cursor: endCursor, start_cursor: null, has_next_page: endCursor !== null, has_previous_page: false },
});

export const DISPUTE = {
	id: 'dspt_a',
	amount: 49,
	company: { id: 'biz_a', title: 'Co' },
	created_at: '2026-11-18T09:00:00.000Z',
	currency: 'usd',
	editable: true,
	needs_response_by: '2026-11-25T09:00:00.000Z',
	payment: { id: 'pay_x1' },
	plan: { id: 'plan_a' },
	product: { id: 'prod_a', title: 'Pro' },
	reason: 'fraudulent',
	status: 'needs_response',
	visa_rdr: false,
};

export const OVERRIDE = {
	id: 'affo_a',
	applies_to_payments: 'first_payment',
	applies_to_products: null,
	checkout_direct_link: 'https://whop.com/checkout/plan_a/?a=a',
	commission_type: 'percentage',
	commission_value: 25,
	override_type: 'standard',
	plan_id: 'plan_a',
	product_direct_link: null,
	product_id: null,
	revenue_basis: null,
	total_referral_earnings_usd: 12.5,
};

export const WEBHOOK = {
	id: 'hook_a',
	api_version: 'v1',
	child_resource_events: false,
	created_at: '2026-11-18T09:00:00.000Z',
	enabled: true,
	events: ['payment.succeeded'],
	resource_id: 'biz_a',
	testable_events: ['payment.succeeded'],
	url: 'https://n8n.test/webhook/a',
};
