import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FriendlyReceiptStatus } from '@whop/sdk/resources/shared';
import { toInstant, parseInstant } from '../shared/clock';
import { z } from 'zod';
import type { Payment } from '../business/customer';
import type { VisiblePayment } from '../business/model';
import { read } from './body';
import { forbidden, invalidParameters, notFound, unprocessable } from './errors';
import { octoberPayment, octoberRefund } from './october';
import { paginate, type Row } from './paging';
import { feesOf, fullPayment, fullRefund, paymentListItem, paymentMethodOf, refundedAmount, refundListItem } from './paymentView';
import { Query } from './query';
import { isOctober, readVersion, type ApiVersion } from './versions';
import type { WhopContext } from './whop';

export const queryOf = (request: FastifyRequest): Query => new Query(request.query as Record<string, unknown>);

export function versionOf(request: FastifyRequest): ApiVersion {
	const header = request.headers['api-version-date'];
	return readVersion(Array.isArray(header) ? header[0] : header);
}

const STATUSES = ['draft', 'open', 'paid', 'pending', 'uncollectible', 'unresolved', 'void'];
const ORDERS = ['final_amount', 'created_at', 'paid_at'] as const;
const DIRECTIONS = ['asc', 'desc'] as const;

/** Whether a value passes a filter that lists what is wanted; an empty list wants everything. */
const wanted = (list: readonly string[], value: string | null | undefined): boolean =>
	list.length === 0 || list.includes(value ?? '');

/** Filter values: plural arrays until September 2026, singular texts since. */
function filter(query: Query, version: ApiVersion, plural: string, singular: string): readonly string[] {
	if (!isOctober(version)) return query.list(plural);
	const value = query.text(singular);
	return value === undefined ? [] : [value];
}

function matches(context: WhopContext, query: Query, version: ApiVersion): (visible: VisiblePayment) => boolean {
	const { shop, now } = context;
	const statuses = filter(query, version, 'statuses', 'status');
	const unknown = statuses.find((status) => !STATUSES.includes(status));
	if (unknown !== undefined) throw invalidParameters(`"${unknown}" is not a valid status`);
	const substatuses = isOctober(version) ? [] : query.list('substatuses');
	const reasons = filter(query, version, 'billing_reasons', 'billing_reason');
	const currencies = filter(query, version, 'currencies', 'currency');
	const plans = filter(query, version, 'plan_ids', 'plan_id');
	const products = filter(query, version, 'product_ids', 'product_id');
	const users = filter(query, version, 'user_ids', 'user_id');
	const createdAfter = query.instant('created_after') ?? -Infinity;
	const createdBefore = query.instant('created_before') ?? Infinity;
	const updatedAfter = isOctober(version) ? -Infinity : (query.instant('updated_after') ?? -Infinity);
	const updatedBefore = isOctober(version) ? Infinity : (query.instant('updated_before') ?? Infinity);
	const text = query.text('query')?.toLowerCase();
	return (visible) => {
		const item = paymentListItem(visible, shop, now);
		const updated = parseInstant(item.updated_at);
		const { at } = visible.payment;
		const { user } = item;
		return (
			wanted(statuses, item.status) &&
			wanted(substatuses, item.substatus satisfies FriendlyReceiptStatus) &&
			wanted(reasons, item.billing_reason) &&
			wanted(currencies, item.currency) &&
			wanted(plans, item.plan?.id) &&
			wanted(products, item.product?.id) &&
			wanted(users, user?.id) &&
			at > createdAfter &&
			at < createdBefore &&
			updated > updatedAfter &&
			updated < updatedBefore &&
			(text === undefined ||
				[item.id, user?.name, user?.email, user?.username].some((field) => field?.toLowerCase().includes(text)))
		);
	};
}

function refundOf(context: WhopContext, id: string, partial: unknown): VisiblePayment {
	const visible = context.payment(id);
	const left = visible.payment.amount - refundedAmount(visible);
	if (visible.payment.failed || left <= 0) throw unprocessable('This payment cannot be refunded.');
	if (partial !== undefined && partial !== null && !(typeof partial === 'number' && partial > 0)) {
		throw invalidParameters('partial_amount must be a positive number');
	}
	const amount = typeof partial === 'number' ? partial : left;
	if (amount > left) throw unprocessable('partial_amount is more than what is left to refund.');
	const refund = { id: context.nextId('rf'), at: context.now, amount };
	context.business.change(visible.customer.userId, (customer) => ({
		...customer,
		payments: customer.payments.map((payment) =>
			payment.id === id ? { ...payment, refunds: [...payment.refunds, refund].sort((a, b) => a.at - b.at) } : payment,
		),
	}));
	return context.payment(id);
}

const chargeBody = z.object({
	company_id: z.string(),
	member_id: z.string(),
	payment_method_id: z.string(),
	plan_id: z.string(),
	metadata: z.record(z.string(), z.unknown()).nullish(),
	promo_code_id: z.string().nullish(),
});

/** Charges the price of the shop's plan at once; the real Whop does so in the background. */
function charge(context: WhopContext, body: unknown): VisiblePayment {
	const wanted = read(chargeBody, body);
	const { shop, now } = context;
	if (wanted.company_id !== context.companyId) throw forbidden();
	if (wanted.plan_id !== shop.planId) throw notFound(`Plan ${wanted.plan_id}`);
	const { userId } = context.customer(`Member ${wanted.member_id}`, ({ memberId }) => memberId === wanted.member_id);
	const paidWith = context
		.payments()
		.some(({ customer, payment }) => customer.userId === userId && paymentMethodOf(payment.id) === wanted.payment_method_id);
	if (!paidWith) throw notFound(`Payment method ${wanted.payment_method_id}`);
	const made: Payment = {
		id: context.nextId('pay'),
		at: now,
		amount: shop.price,
		reason: 'manual',
		failed: false,
		refunds: [],
	};
	context.business.change(userId, (customer) => ({
		...customer,
		payments: [...customer.payments, made].sort((a, b) => a.at - b.at),
	}));
	return context.payment(made.id);
}

/** `/payments` and `/refunds`. */
export function installPaymentRoutes(app: FastifyInstance, context: WhopContext): void {
	const present = (visible: VisiblePayment, version: ApiVersion): unknown => {
		const payment = fullPayment(visible, context.shop, context.now);
		return isOctober(version) ? octoberPayment(payment) : payment;
	};

	app.get('/payments', async (request) => {
		const query = queryOf(request);
		const version = versionOf(request);
		context.requireCompanyFor(query, version);
		const order = query.choice('order', ORDERS) ?? 'created_at';
		const direction = query.choice('direction', DIRECTIONS) ?? 'desc';
		const { shop, now } = context;
		const rows = context
			.payments()
			.filter(matches(context, query, version))
			.map((visible): Row<unknown> => {
				const item = paymentListItem(visible, shop, now);
				const sorts = { final_amount: item.total ?? 0, created_at: visible.payment.at, paid_at: item.paid_at ?? '' };
				return { id: item.id, sort: sorts[order], item: isOctober(version) ? octoberPayment(item) : item };
			});
		return paginate(rows, direction, query);
	});

	app.post('/payments', async (request) => present(charge(context, request.body), versionOf(request)));

	app.get<{ Params: { id: string } }>('/payments/:id', async (request) =>
		present(context.payment(request.params.id), versionOf(request)),
	);

	app.get<{ Params: { id: string } }>('/payments/:id/fees', async (request) => {
		const visible = context.payment(request.params.id);
		const rows = feesOf(visible, context.shop).map((item, index) => ({ id: String(index), sort: index, item }));
		return paginate(rows, 'asc', queryOf(request));
	});

	app.post<{ Params: { id: string } }>('/payments/:id/refund', async (request) => {
		const body = request.body;
		const partial = typeof body === 'object' && body !== null && 'partial_amount' in body ? body.partial_amount : undefined;
		return present(refundOf(context, request.params.id, partial), versionOf(request));
	});

	app.post<{ Params: { id: string } }>('/payments/:id/retry', async (request) => {
		const visible = context.payment(request.params.id);
		if (!visible.payment.failed) throw unprocessable('This payment cannot be retried.');
		context.business.change(visible.customer.userId, (customer) => ({
			...customer,
			payments: customer.payments.map((payment) => (payment.id === visible.payment.id ? { ...payment, failed: false } : payment)),
		}));
		return present(context.payment(visible.payment.id), versionOf(request));
	});

	const refunds = () => context.payments().flatMap((visible) => visible.refunds.map((refund) => ({ refund, visible })));

	app.get('/refunds', async (request) => {
		const query = queryOf(request);
		const version = versionOf(request);
		const paymentId = query.text('payment_id');
		const userId = query.text('user_id');
		if (paymentId === undefined && userId === undefined) context.requireCompanyFor(query, version);
		const after = query.instant('created_after') ?? -Infinity;
		const before = query.instant('created_before') ?? Infinity;
		const rows = refunds()
			.filter(({ visible }) => paymentId === undefined || visible.payment.id === paymentId)
			.filter(({ visible }) => userId === undefined || visible.customer.userId === userId)
			.filter(({ refund }) => refund.at > after && refund.at < before)
			.map(({ refund, visible }): Row<unknown> => {
				const item = refundListItem(refund, visible, context.shop);
				return {
					id: refund.id,
					sort: toInstant(refund.at),
					item: isOctober(version) ? octoberRefund(item, context.companyId) : item,
				};
			});
		return paginate(rows, query.choice('direction', DIRECTIONS) ?? 'desc', query);
	});

	app.get<{ Params: { id: string } }>('/refunds/:id', async (request) => {
		const found = refunds().find(({ refund }) => refund.id === request.params.id);
		if (found === undefined) throw notFound(`Refund ${request.params.id}`);
		if (isOctober(versionOf(request))) {
			return octoberRefund(refundListItem(found.refund, found.visible, context.shop), context.companyId);
		}
		return fullRefund(found.refund, found.visible, context.shop, context.now);
	});
}
