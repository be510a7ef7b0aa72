import type { FastifyInstance } from 'fastify';
import type { Affiliate } from '@whop/sdk/resources/affiliates/affiliates';
import type { OverrideListResponse } from '@whop/sdk/resources/affiliates/overrides';
import { z } from 'zod';
import { toInstant } from '../shared/clock';
import { read } from './body';
import { notFound } from './errors';
import { paginate } from './paging';
import { queryOf } from './paymentRoutes';
import type { WhopContext } from './whop';

const affiliateBody = z.object({ company_id: z.string(), user_identifier: z.string().min(1) });
const commission = {
	commission_value: z.number().positive(),
	commission_type: z.enum(['percentage', 'flat_fee']).nullish(),
};
const overrideBody = z.discriminatedUnion('override_type', [
	z.object({
		...commission,
		override_type: z.literal('standard'),
		plan_id: z.string(),
		applies_to_payments: z.enum(['first_payment', 'all_payments']).nullish(),
	}),
	z.object({
		...commission,
		override_type: z.literal('rev_share'),
		product_id: z.string().nullish(),
		revenue_basis: z.enum(['pre_fees', 'post_fees']).nullish(),
	}),
]);
const overrideChange = z.object({ commission_value: z.number().positive() });

/** `/affiliates` and their overrides: nobody is one until the API makes them one. */
export function installAffiliateRoutes(app: FastifyInstance, context: WhopContext): void {
	const { affiliates, overrides } = context.catalog;
	const affiliate = (id: string): Affiliate => {
		const found = affiliates.find(id);
		if (found === undefined) throw notFound(`Affiliate ${id}`);
		return { ...found, total_overrides_count: terms(id).length };
	};
	const terms = (affiliateId: string) => overrides.all().filter(({ owner }) => owner === affiliateId);
	const override = (affiliateId: string, id: string) => {
		const found = terms(affiliate(affiliateId).id).find((each) => each.id === id);
		if (found === undefined) throw notFound(`Override ${id}`);
		return found;
	};
	type ById = { Params: { id: string } };
	type ByOverride = { Params: { id: string; override: string } };

	app.get('/affiliates', async (request) => {
		const query = queryOf(request);
		context.requireCompany(query, false);
		const status = query.choice('status', ['active', 'archived', 'deleted']);
		const text = query.text('query')?.toLowerCase();
		const rows = affiliates
			.all()
			.filter((item) => status === undefined || item.status === status)
			.filter(({ user }) => text === undefined || [user.name, user.username].some((name) => name?.toLowerCase().includes(text)))
			.map(({ id, created_at }) => ({ id, sort: created_at, item: affiliate(id) }));
		return paginate(rows, query.choice('direction', ['asc', 'desc']) ?? 'desc', query);
	});
	app.get<ById>('/affiliates/:id', async (request) => affiliate(request.params.id));
	app.post('/affiliates', async (request) => {
		const { user_identifier: who } = read(affiliateBody, request.body);
		const { userId, name, username } = context.customer(`User ${who}`, (customer) =>
			[customer.userId, customer.username, customer.email].includes(who),
		);
		const known = affiliates.all().find(({ user }) => user.id === userId);
		if (known) return affiliate(known.id);
		const at = toInstant(context.now);
		return affiliates.add({
			id: context.nextId('aff'),
			active_members_count: 0,
			company: { id: context.companyId, title: context.shop.title },
			created_at: at,
			customer_retention_rate: '0.0%',
			customer_retention_rate_ninety_days: '0.0%',
			monthly_recurring_revenue_usd: '$0.00',
			status: 'active',
			total_overrides_count: 0,
			total_referral_earnings_usd: '$0.00',
			total_referrals_count: 0,
			total_revenue_usd: '$0.00',
			updated_at: at,
			user: { id: userId, name, username },
		});
	});
	for (const [action, status] of [
		['archive', 'archived'],
		['unarchive', 'active'],
	] as const) {
		app.post<ById>(`/affiliates/:id/${action}`, async (request) => {
			affiliates.replace({ ...affiliate(request.params.id), status, updated_at: toInstant(context.now) });
			return true;
		});
	}

	app.get<ById>('/affiliates/:id/overrides', async (request) => {
		const query = queryOf(request);
		const type = query.choice('override_type', ['standard', 'rev_share']);
		const rows = terms(affiliate(request.params.id).id)
			.filter(({ item }) => type === undefined || item.override_type === type)
			.map(({ id, item }) => ({ id, sort: id, item }));
		return paginate(rows, 'desc', query);
	});
	app.post<ById>('/affiliates/:id/overrides', async (request) => {
		const body = read(overrideBody, request.body);
		const owner = affiliate(request.params.id).id;
		const id = context.nextId('affo');
		const standard = body.override_type === 'standard' ? body : null;
		const share = body.override_type === 'rev_share' ? body : null;
		const item: OverrideListResponse = {
			id,
			applies_to_payments: standard ? (standard.applies_to_payments ?? 'first_payment') : null,
			applies_to_products: share ? (share.product_id ? 'single_product' : 'all_products') : null,
			checkout_direct_link: standard && `https://whop.com/checkout/${standard.plan_id}/?a=${owner}`,
			commission_type: body.commission_type ?? 'percentage',
			commission_value: body.commission_value,
			override_type: body.override_type,
			plan_id: standard && standard.plan_id,
			product_direct_link: standard && `https://whop.com/${context.shop.productRoute}/?a=${owner}`,
			product_id: share?.product_id ?? null,
			revenue_basis: share ? (share.revenue_basis ?? 'post_fees') : null,
			total_referral_earnings_usd: 0,
		};
		return overrides.add({ id, owner, item }).item;
	});
	const path = '/affiliates/:id/overrides/:override';
	app.get<ByOverride>(path, async ({ params }) => override(params.id, params.override).item);
	app.patch<ByOverride>(path, async ({ params, body }) => {
		const old = override(params.id, params.override);
		const { commission_value } = read(overrideChange, body);
		return overrides.replace({ ...old, item: { ...old.item, commission_value } }).item;
	});
	app.delete<ByOverride>(path, async ({ params }) => {
		overrides.remove(override(params.id, params.override).id);
		return true;
	});
}
