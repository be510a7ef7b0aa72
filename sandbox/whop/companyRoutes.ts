import type { FastifyInstance } from 'fastify';
import type { Company } from '@whop/sdk/resources/shared';
import type { WebhookEvent } from '@whop/sdk/resources/webhooks';
import { z } from 'zod';
import { toInstant } from '../shared/clock';
import { omit } from '../shared/omit';
import { accountOf } from './account';
import { forbidden, invalidParameters, notFound } from './errors';
import { membershipStatus } from './membershipView';
import { paginate } from './paging';
import { queryOf } from './paymentRoutes';
import { STATS, statPoints } from './stats';
import { EVENTS, newSecret } from './webhooks';
import type { WhopContext } from './whop';

const webhookBody = z.object({
	url: z.url(),
	api_version: z.enum(['v1', 'v2', 'v5']).nullish(),
	child_resource_events: z.boolean().nullish(),
	enabled: z.boolean().nullish(),
	events: z.array(z.enum(EVENTS)).nullish(),
	resource_id: z.string().nullish(),
});

/** `/companies`, `/accounts`, `/stats`, `/webhooks`, and `/withdrawals`, of which this shop has none. */
export function installCompanyRoutes(app: FastifyInstance, context: WhopContext): void {
	type ById = { Params: { id: string } };
	const company = (): Company => {
		const { shop, now } = context;
		const here = context.customers().filter((customer) => {
			const status = membershipStatus(customer, shop, now);
			return status !== 'canceled' && status !== 'expired';
		});
		return {
			id: shop.companyId,
			affiliate_instructions: null,
			created_at: toInstant(shop.createdAt),
			description: '売上の仕組みづくりを支援する実践ラボ',
			featured_affiliate_product: null,
			logo: null,
			member_count: here.length,
			metadata: {},
			owner_user: shop.owner,
			published_reviews_count: 12,
			route: shop.route,
			send_customer_emails: true,
			social_links: [],
			target_audience: null,
			title: shop.title,
			updated_at: toInstant(shop.createdAt),
			verified: true,
		};
	};
	const requireOwn = (id: string): void => {
		if (id !== context.companyId && id !== context.shop.route && id !== 'me') throw notFound(`Company ${id}`);
	};

	app.get('/companies', async (request) => {
		const item = omit(company(), 'affiliate_instructions', 'featured_affiliate_product', 'social_links');
		return paginate([{ id: item.id, sort: item.created_at, item }], 'desc', queryOf(request));
	});
	app.get<ById>('/companies/:id', async (request) => {
		requireOwn(request.params.id);
		return company();
	});
	app.get('/accounts', async (request) => {
		const item = accountOf(context);
		return paginate([{ id: item.id, sort: item.created_at, item }], 'desc', queryOf(request));
	});
	app.get<ById>('/accounts/:id', async (request) => {
		requireOwn(request.params.id);
		return accountOf(context);
	});

	app.get('/stats', async () => ({ data: STATS }));
	app.get<{ Params: { metric: string } }>('/stats/:metric', async (request) => {
		const query = queryOf(request);
		const account = query.text('account_id');
		if (account !== undefined && account !== context.companyId) throw forbidden();
		return { data: statPoints(context, request.params.metric, query) };
	});

	app.get('/webhooks', async (request) => {
		const query = queryOf(request);
		context.requireCompany(query, false);
		const rows = context.catalog.webhooks.all().map((webhook) => {
			const { id, api_version, child_resource_events, created_at, enabled, events, url } = webhook;
			return { id, sort: created_at, item: { id, api_version, child_resource_events, created_at, enabled, events, url } };
		});
		return paginate(rows, 'desc', query);
	});
	app.post('/webhooks', async (request) => {
		const body = webhookBody.safeParse(request.body ?? {});
		if (!body.success) throw invalidParameters(z.prettifyError(body.error));
		const { data } = body;
		return context.catalog.webhooks.add({
			id: context.nextId('hook'),
			api_version: data.api_version ?? 'v1',
			child_resource_events: data.child_resource_events ?? false,
			created_at: toInstant(context.now),
			enabled: data.enabled ?? true,
			events: (data.events ?? [...EVENTS]) satisfies WebhookEvent[],
			resource_id: data.resource_id ?? context.companyId,
			testable_events: ['payment.succeeded', 'membership.activated'],
			url: data.url,
			webhook_secret: newSecret(),
		});
	});
	const withoutSecret = (id: string) => {
		const webhook = context.catalog.webhooks.find(id);
		if (webhook === undefined) throw notFound(`Webhook ${id}`);
		return omit(webhook, 'webhook_secret');
	};
	app.get<ById>('/webhooks/:id', async (request) => withoutSecret(request.params.id));
	app.patch<ById>('/webhooks/:id', async (request) => {
		const body = webhookBody.partial().safeParse(request.body ?? {});
		if (!body.success) throw invalidParameters(z.prettifyError(body.error));
		const old = context.catalog.webhooks.find(request.params.id);
		if (old === undefined) throw notFound(`Webhook ${request.params.id}`);
		const { url, enabled, events } = body.data;
		context.catalog.webhooks.replace({
			...old,
			url: url ?? old.url,
			enabled: enabled ?? old.enabled,
			events: events ?? old.events,
		});
		return withoutSecret(old.id);
	});
	app.delete<ById>('/webhooks/:id', async (request) => {
		withoutSecret(request.params.id);
		context.catalog.webhooks.remove(request.params.id);
		return true;
	});

	app.get('/withdrawals', async (request) => {
		const query = queryOf(request);
		context.requireCompany(query, false);
		return paginate([], 'desc', query);
	});
}
