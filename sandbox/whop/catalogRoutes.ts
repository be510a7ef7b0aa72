import type { FastifyInstance } from 'fastify';
import type { PromoCode } from '@whop/sdk/resources/promo-codes';
import type { Plan, Product } from '@whop/sdk/resources/shared';
import { z } from 'zod';
import { toInstant } from '../shared/clock';
import { omit } from '../shared/omit';
import { read } from './body';
import { planListItem, seededPlan, seededProduct } from './catalog';
import { conflict, invalidParameters, notFound } from './errors';
import { membershipStatus } from './membershipView';
import { paginate } from './paging';
import { queryOf, versionOf } from './paymentRoutes';
import { catalogByAccount } from './versions';
import type { WhopContext } from './whop';

const DIRECTIONS = ['asc', 'desc'] as const;
const VISIBILITIES = ['visible', 'hidden', 'archived', 'quick_link'] as const;

const productBody = z.object({
	title: z.string().min(1).max(80),
	description: z.string().nullish(),
	headline: z.string().nullish(),
	route: z.string().nullish(),
	visibility: z.enum(VISIBILITIES).optional(),
	metadata: z.record(z.string(), z.unknown()).nullish(),
});
const planBody = z.object({
	product_id: z.string(),
	title: z.string().nullish(),
	plan_type: z.enum(['renewal', 'one_time']).optional(),
	initial_price: z.number().min(0).nullish(),
	renewal_price: z.number().min(0).nullish(),
	billing_period: z.number().int().positive().nullish(),
	trial_period_days: z.number().int().min(0).nullish(),
	currency: z.enum(['jpy', 'usd', 'eur']).optional(),
	description: z.string().nullish(),
	internal_notes: z.string().nullish(),
	expiration_days: z.number().int().positive().nullish(),
	stock: z.number().int().min(0).nullish(),
	unlimited_stock: z.boolean().nullish(),
	metadata: z.record(z.string(), z.unknown()).nullish(),
	visibility: z.enum(VISIBILITIES).optional(),
});
const promoBody = z.object({
	amount_off: z.number().positive(),
	base_currency: z.string(),
	code: z.string().min(1).max(80),
	company_id: z.string(),
	new_users_only: z.boolean(),
	promo_duration_months: z.number().int().min(0),
	promo_type: z.enum(['percentage', 'flat_amount']),
	stock: z.number().int().min(0).nullish(),
	unlimited_stock: z.boolean().nullish(),
	expires_at: z.string().nullish(),
	one_per_customer: z.boolean().nullish(),
});

/** The fields of a change that say something. */
function definedOf<T extends object>(body: T): { [K in keyof T]?: NonNullable<T[K]> } {
	const entries = Object.entries(body).filter(([, value]) => value !== undefined && value !== null);
	// Entries of T without those that are null: TypeScript does not follow a filter through entries.
	return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}

/** `/products`, `/plans` and `/promo_codes`. */
export function installCatalogRoutes(app: FastifyInstance, context: WhopContext): void {
	const { catalog } = context;
	type ById = { Params: { id: string } };
	const memberCount = (): number =>
		context.customers().filter((customer) => {
			const status = membershipStatus(customer, context.shop, context.now);
			return status !== 'canceled' && status !== 'expired';
		}).length;
	/** What the API made or changed, and what was there before. */
	const beside = <T extends { id: string }>(seeded: T, items: readonly T[]): T[] =>
		items.some(({ id }) => id === seeded.id) ? [...items] : [seeded, ...items];
	const products = (): Product[] => beside(seededProduct(context.shop, memberCount()), catalog.products.all());
	const plans = (): Plan[] => beside(seededPlan(context.shop, memberCount()), catalog.plans.all());
	const one = <T extends { id: string }>(items: readonly T[], id: string, what: string): T => {
		const found = items.find((item) => item.id === id);
		if (found === undefined) throw notFound(`${what} ${id}`);
		return found;
	};

	app.get('/products', async (request) => {
		const query = queryOf(request);
		context.requireCompany(query, catalogByAccount(versionOf(request)));
		const visibilities = query.list('visibilities');
		const rows = products()
			.filter((product) => visibilities.length === 0 || visibilities.includes(product.visibility))
			.map((product) => {
				const { id, created_at, external_identifier, gallery_images, headline, member_count, metadata } = product;
				const { published_reviews_count, route, title, updated_at, verified, visibility } = product;
				const item = { id, created_at, external_identifier, gallery_images, headline, member_count, metadata };
				return {
					id,
					sort: created_at,
					item: { ...item, published_reviews_count, route, title, updated_at, verified, visibility },
				};
			});
		return paginate(rows, query.choice('direction', DIRECTIONS) ?? 'desc', query);
	});
	app.get<ById>('/products/:id', async (request) => one(products(), request.params.id, 'Product'));
	app.post('/products', async (request) => {
		const body = read(productBody, request.body);
		const id = context.nextId('prod');
		const at = toInstant(context.now);
		return catalog.products.add({
			...seededProduct(context.shop, 0),
			id,
			created_at: at,
			updated_at: at,
			title: body.title,
			description: body.description ?? null,
			headline: body.headline ?? null,
			route: body.route ?? id,
			visibility: body.visibility ?? 'visible',
			metadata: body.metadata ?? {},
			published_reviews_count: 0,
			verified: false,
		});
	});
	app.patch<ById>('/products/:id', async (request) => {
		const old = one(products(), request.params.id, 'Product');
		return catalog.products.put({
			...old,
			...definedOf(read(productBody.partial(), request.body)),
			updated_at: toInstant(context.now),
		});
	});
	app.delete<ById>('/products/:id', async (request) => {
		one(catalog.products.all(), request.params.id, 'Product');
		catalog.products.remove(request.params.id);
		return true;
	});

	app.get('/plans', async (request) => {
		const query = queryOf(request);
		context.requireCompany(query, catalogByAccount(versionOf(request)));
		const types = query.list('plan_types');
		const visibilities = query.list('visibilities');
		const rows = plans()
			.filter((plan) => types.length === 0 || types.includes(plan.plan_type))
			.filter((plan) => visibilities.length === 0 || visibilities.includes(plan.visibility))
			.map((plan) => ({ id: plan.id, sort: plan.created_at, item: planListItem(plan) }));
		return paginate(rows, query.choice('direction', DIRECTIONS) ?? 'desc', query);
	});
	app.get<ById>('/plans/:id', async (request) => one(plans(), request.params.id, 'Plan'));
	app.post('/plans', async (request) => {
		const body = read(planBody, request.body);
		const product = one(products(), body.product_id, 'Product');
		const at = toInstant(context.now);
		const id = context.nextId('plan');
		return catalog.plans.add({
			...seededPlan(context.shop, 0),
			id,
			created_at: at,
			updated_at: at,
			title: body.title ?? null,
			product: { id: product.id, title: product.title },
			plan_type: body.plan_type ?? 'one_time',
			initial_price: body.initial_price ?? 0,
			renewal_price: body.renewal_price ?? 0,
			billing_period: body.billing_period ?? null,
			trial_period_days: body.trial_period_days ?? null,
			currency: body.currency ?? context.shop.currency,
			description: body.description ?? null,
			internal_notes: body.internal_notes ?? null,
			expiration_days: body.expiration_days ?? null,
			stock: body.stock ?? null,
			unlimited_stock: body.unlimited_stock ?? true,
			metadata: body.metadata ?? {},
			visibility: body.visibility ?? 'visible',
			purchase_url: `https://whop.com/checkout/${id}/`,
		});
	});
	app.patch<ById>('/plans/:id', async (request) => {
		const old = one(plans(), request.params.id, 'Plan');
		const changes = definedOf(read(planBody.omit({ product_id: true }).partial(), request.body));
		return catalog.plans.put({
			...old,
			...changes,
			updated_at: toInstant(context.now),
		});
	});
	app.delete<ById>('/plans/:id', async (request) => {
		one(catalog.plans.all(), request.params.id, 'Plan');
		catalog.plans.remove(request.params.id);
		return true;
	});

	app.get('/promo_codes', async (request) => {
		const query = queryOf(request);
		context.requireCompany(query, false);
		const status = query.choice('status', ['active', 'inactive', 'archived']);
		const rows = catalog.promoCodes
			.all()
			.filter((code) => status === undefined || code.status === status)
			.map((code) => ({ id: code.id, sort: code.created_at, item: omit(code, 'company') }));
		return paginate(rows, 'desc', query);
	});
	app.get<ById>('/promo_codes/:id', async (request) => one(catalog.promoCodes.all(), request.params.id, 'Promo code'));
	app.post('/promo_codes', async (request): Promise<PromoCode> => {
		const body = read(promoBody, request.body);
		if (catalog.promoCodes.all().some((code) => code.code === body.code)) throw conflict(`The code ${body.code} is taken.`);
		if (body.promo_type === 'percentage' && body.amount_off > 100) throw invalidParameters('amount_off is more than 100 percent');
		return catalog.promoCodes.add({
			id: context.nextId('promo'),
			amount_off: body.amount_off,
			churned_users_only: false,
			code: body.code,
			company: { id: context.companyId, title: context.shop.title },
			created_at: toInstant(context.now),
			currency: context.shop.currency,
			duration: body.promo_duration_months === 0 ? 'forever' : body.promo_duration_months === 1 ? 'once' : 'repeating',
			existing_memberships_only: false,
			expires_at: body.expires_at ?? null,
			new_users_only: body.new_users_only,
			one_per_customer: body.one_per_customer ?? false,
			product: null,
			promo_duration_months: body.promo_duration_months,
			promo_type: body.promo_type,
			status: 'active',
			stock: body.stock ?? 0,
			unlimited_stock: body.unlimited_stock ?? body.stock === undefined,
			uses: 0,
		});
	});
	app.delete<ById>('/promo_codes/:id', async (request) => {
		one(catalog.promoCodes.all(), request.params.id, 'Promo code');
		catalog.promoCodes.remove(request.params.id);
		return true;
	});
}
