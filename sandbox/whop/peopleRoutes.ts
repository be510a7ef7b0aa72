import type { FastifyInstance } from 'fastify';
import type { MemberListResponse } from '@whop/sdk/resources/members';
import type { MemberMostRecentActions, MembershipStatus } from '@whop/sdk/resources/shared';
import type { User } from '@whop/sdk/resources/users';
import type { Customer } from '../business/customer';
import { toInstant } from '../shared/clock';
import { invalidParameters, notFound, unprocessable } from './errors';
import { membership, membershipListItem, membershipStatus, type MembershipChanges } from './membershipView';
import { octoberMembership } from './october';
import { paginate, type Row } from './paging';
import { queryOf, versionOf } from './paymentRoutes';
import type { Query } from './query';
import { inUsDollars } from './shop';
import { isOctober } from './versions';
import type { WhopContext } from './whop';

const DIRECTIONS = ['asc', 'desc'] as const;
const MEMBERSHIP_ORDERS = ['id', 'created_at', 'status', 'canceled_at', 'date_joined', 'total_spend'] as const;
const MEMBER_ORDERS = ['id', 'usd_total_spent', 'created_at', 'joined_at', 'most_recent_action'] as const;

const RECENT_ACTIONS: Readonly<Record<MembershipStatus, MemberMostRecentActions>> = {
	trialing: 'trialing',
	active: 'paid_subscriber',
	past_due: 'past_due',
	completed: 'paid_once',
	canceled: 'churned',
	expired: 'left',
	unresolved: 'past_due',
	drafted: 'drafted',
	canceling: 'canceling',
};

const includes = (list: readonly string[], value: string): boolean => list.length === 0 || list.includes(value);

function between(query: Query): (at: number) => boolean {
	const after = query.instant('created_after') ?? -Infinity;
	const before = query.instant('created_before') ?? Infinity;
	return (at) => at > after && at < before;
}

function spent(context: WhopContext, customer: Customer): number {
	const own = context.payments().filter((visible) => visible.customer.userId === customer.userId);
	const total = own.reduce(
		(sum, { payment, refunds }) =>
			sum + (payment.failed ? 0 : payment.amount) - refunds.reduce((part, { amount }) => part + amount, 0),
		0,
	);
	return inUsDollars(context.shop, total);
}

function memberOf(context: WhopContext, customer: Customer): MemberListResponse {
	const status = membershipStatus(customer, context.shop, context.now);
	const gone = status === 'canceled' || status === 'expired';
	const view = membershipListItem(customer, context.shop, context.now, context.membershipChanges.get(customer.membershipId));
	return {
		id: customer.memberId,
		access_level: gone ? 'no_access' : 'customer',
		company_token_balance: 0,
		created_at: view.created_at,
		joined_at: view.created_at,
		most_recent_action: RECENT_ACTIONS[status],
		most_recent_action_at: view.updated_at,
		phone: null,
		status: gone ? 'left' : 'joined',
		updated_at: view.updated_at,
		usd_total_spent: spent(context, customer),
		user: view.user,
	};
}

function userOf(customer: Pick<Customer, 'userId' | 'name' | 'username' | 'joinedAt'>): User {
	return {
		id: customer.userId,
		balance: null,
		balance_history: null,
		bio: null,
		created_at: toInstant(customer.joinedAt),
		earnings_usd: null,
		name: customer.name,
		profile_picture: null,
		username: customer.username,
		verification: null,
		whop_partner_enabled_at: null,
	};
}

/** `/memberships`, `/members` and `/users`. */
export function installPeopleRoutes(app: FastifyInstance, context: WhopContext): void {
	const byMembership = (id: string): Customer => context.customer(`Membership ${id}`, (customer) => customer.membershipId === id);
	const present = (id: string, october: boolean): unknown => {
		const view = membership(byMembership(id), context.shop, context.now, context.membershipChanges.get(id));
		return october ? octoberMembership(view) : view;
	};
	const change = (id: string, changes: Partial<MembershipChanges>): void => {
		const old = context.membershipChanges.get(id) ?? { metadata: {}, paused: false, freeDays: 0, updatedAt: 0 };
		context.membershipChanges.set(id, { ...old, ...changes, updatedAt: context.now });
	};
	const field = (body: unknown, name: string): unknown =>
		typeof body === 'object' && body !== null ? new Map(Object.entries(body)).get(name) : undefined;

	app.get('/memberships', async (request) => {
		const query = queryOf(request);
		const version = versionOf(request);
		context.requireCompanyFor(query, version);
		const october = isOctober(version);
		const single = (name: string): readonly string[] => [query.text(name)].flatMap((value) => value ?? []);
		const statuses = october ? single('status') : query.list('statuses');
		const plans = october ? single('plan_id') : query.list('plan_ids');
		const products = october ? single('product_id') : query.list('product_ids');
		const users = october ? single('user_id') : query.list('user_ids');
		const promoCodes = october ? [] : query.list('promo_code_ids');
		const cancelOptions = october ? [] : query.list('cancel_options');
		const inTime = between(query);
		const order = query.choice('order', MEMBERSHIP_ORDERS) ?? 'created_at';
		const { shop, now } = context;
		const rows = context.customers().flatMap((customer): Row<unknown>[] => {
			const item = membershipListItem(customer, shop, now, context.membershipChanges.get(customer.membershipId));
			const keep =
				includes(statuses, item.status) &&
				includes(plans, item.plan.id) &&
				includes(products, item.product.id) &&
				includes(users, customer.userId) &&
				includes(cancelOptions, item.cancel_option ?? '') &&
				promoCodes.length === 0 &&
				inTime(customer.joinedAt);
			if (!keep) return [];
			const sorts = {
				id: item.id,
				created_at: item.created_at,
				status: item.status,
				canceled_at: item.canceled_at ?? '',
				date_joined: item.created_at,
				total_spend: order === 'total_spend' ? spent(context, customer) : 0,
			};
			return [{ id: item.id, sort: sorts[order], item: october ? octoberMembership(item) : item }];
		});
		return paginate(rows, query.choice('direction', DIRECTIONS) ?? 'desc', query);
	});

	type ById = { Params: { id: string } };
	app.get<ById>('/memberships/:id', async (request) => present(request.params.id, isOctober(versionOf(request))));
	app.patch<ById>('/memberships/:id', async (request) => {
		const customer = byMembership(request.params.id);
		const metadata = field(request.body, 'metadata');
		if (metadata !== undefined && (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))) {
			throw invalidParameters('metadata must be an object');
		}
		change(customer.membershipId, { metadata: { ...metadata } });
		return present(customer.membershipId, isOctober(versionOf(request)));
	});
	app.post<ById>('/memberships/:id/cancel', async (request) => {
		const customer = byMembership(request.params.id);
		const mode = field(request.body, 'cancellation_mode') ?? 'at_period_end';
		if (mode !== 'at_period_end' && mode !== 'immediate') {
			throw invalidParameters('cancellation_mode must be one of at_period_end, immediate');
		}
		const status = membershipStatus(customer, context.shop, context.now);
		if (status === 'canceled' || status === 'expired') throw unprocessable('This membership has already ended.');
		context.business.change(customer.userId, (old) => ({
			...old,
			ownerCancellation: { at: context.now, immediate: mode === 'immediate' },
		}));
		return present(customer.membershipId, isOctober(versionOf(request)));
	});
	app.post<ById>('/memberships/:id/uncancel', async (request) => {
		const customer = byMembership(request.params.id);
		context.business.change(customer.userId, (old) => ({ ...old, ownerCancellation: null }));
		return present(customer.membershipId, isOctober(versionOf(request)));
	});
	for (const [action, paused] of [
		['pause', true],
		['resume', false],
	] as const) {
		app.post<ById>(`/memberships/:id/${action}`, async (request) => {
			change(byMembership(request.params.id).membershipId, { paused });
			return present(request.params.id, isOctober(versionOf(request)));
		});
	}
	app.post<ById>('/memberships/:id/resync_access', async (request) => present(request.params.id, isOctober(versionOf(request))));
	app.post<ById>('/memberships/:id/add_free_days', async (request) => {
		const days = field(request.body, 'free_days');
		if (typeof days !== 'number' || !Number.isInteger(days) || days < 1) {
			throw invalidParameters('free_days must be a positive integer');
		}
		const { membershipId } = byMembership(request.params.id);
		change(membershipId, { freeDays: (context.membershipChanges.get(membershipId)?.freeDays ?? 0) + days });
		return present(membershipId, isOctober(versionOf(request)));
	});

	app.get('/members', async (request) => {
		const query = queryOf(request);
		context.requireCompanyFor(query, versionOf(request));
		const statuses = query.list('statuses');
		const users = query.list('user_ids');
		const actions = query.list('most_recent_actions');
		const access = query.text('access_level');
		const text = query.text('query')?.toLowerCase();
		const inTime = between(query);
		const order = query.choice('order', MEMBER_ORDERS) ?? 'created_at';
		const rows = context.customers().flatMap((customer): Row<MemberListResponse>[] => {
			const item = memberOf(context, customer);
			const names = [customer.name, customer.email, customer.username];
			const keep =
				includes(statuses, item.status) &&
				includes(users, customer.userId) &&
				includes(actions, item.most_recent_action ?? '') &&
				(access === undefined || access === item.access_level) &&
				(text === undefined || names.some((name) => name.toLowerCase().includes(text))) &&
				inTime(customer.joinedAt);
			return keep ? [{ id: item.id, sort: item[order] ?? '', item }] : [];
		});
		return paginate(rows, query.choice('direction', DIRECTIONS) ?? 'desc', query);
	});
	app.get<ById>('/members/:id', async (request) => {
		const customer = context.customer(`Member ${request.params.id}`, ({ memberId }) => memberId === request.params.id);
		const { companyId, shop } = context;
		return { ...memberOf(context, customer), company: { id: companyId, route: shop.route, title: shop.title } };
	});

	const owner = (): User => {
		const { shop } = context;
		return userOf({ userId: shop.owner.id, name: shop.owner.name, username: shop.owner.username, joinedAt: shop.createdAt });
	};
	app.get('/users', async (request) => {
		const rows = context
			.customers()
			.map((customer) => ({ id: customer.userId, sort: customer.joinedAt, item: userOf(customer) }));
		return paginate(rows, 'desc', queryOf(request));
	});
	app.get<ById>('/users/:id', async (request) => {
		const { id } = request.params;
		const { shop } = context;
		if (id === 'me' || id === shop.owner.id || id === shop.owner.username) return owner();
		return userOf(context.customer(`User ${id}`, ({ userId, username }) => userId === id || username === id));
	});
	app.get<{ Params: { id: string; resource: string } }>('/users/:id/access/:resource', async (request) => {
		const { id, resource } = request.params;
		const { shop } = context;
		if (![shop.productId, shop.companyId].includes(resource)) throw notFound(`Resource ${resource}`);
		if (id === shop.owner.id) return { access_level: 'admin', has_access: true };
		const customer = context.customer(`User ${id}`, ({ userId, username }) => userId === id || username === id);
		const { access_level } = memberOf(context, customer);
		return { access_level, has_access: access_level !== 'no_access' };
	});
}
