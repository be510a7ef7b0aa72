import type { FastifyInstance } from 'fastify';
import type { Dispute, DisputeListResponse, DisputeStatuses, DisputeUpdateEvidenceParams } from '@whop/sdk/resources/disputes';
import { z } from 'zod';
import { parseInstant, toInstant } from '../shared/clock';
import { read } from './body';
import { notFound, unprocessable } from './errors';
import { paginate } from './paging';
import { paymentListItem } from './paymentView';
import { queryOf } from './paymentRoutes';
import type { WhopContext } from './whop';

/** Evidence that is text. */
const EVIDENCE = [
	'access_activity_log',
	'billing_address',
	'cancellation_policy_disclosure',
	'customer_email_address',
	'customer_name',
	'notes',
	'product_description',
	'refund_policy_disclosure',
	'refund_refusal_explanation',
	'service_date',
] as const satisfies readonly (keyof DisputeUpdateEvidenceParams)[];

const evidenceBody = z.partialRecord(z.enum(EVIDENCE), z.string());

/** A buyer's objection to a payment. */
export interface ShopDispute {
	readonly id: string;
	readonly paymentId: string;
	readonly at: number;
	readonly status: DisputeStatuses;
	readonly reason: string;
	/** What was written down so far, by Whop's names. */
	readonly evidence?: Readonly<Partial<Record<(typeof EVIDENCE)[number], string>>>;
}

const DAYS_TO_RESPOND = 7;

/** A dispute in the list's form. */
function listItem(dispute: ShopDispute, context: WhopContext): DisputeListResponse {
	const { shop } = context;
	const open = dispute.status === 'needs_response';
	return {
		id: dispute.id,
		amount: context.payment(dispute.paymentId).payment.amount,
		company: { id: shop.companyId, title: shop.title },
		created_at: toInstant(dispute.at),
		currency: shop.currency,
		editable: open,
		needs_response_by: open ? toInstant(dispute.at + DAYS_TO_RESPOND * 86_400_000) : null,
		payment: { id: dispute.paymentId },
		plan: { id: shop.planId },
		product: { id: shop.productId, title: shop.productTitle },
		reason: dispute.reason,
		status: dispute.status,
		visa_rdr: false,
	};
}

/** A dispute in the form of retrieve and of webhooks. */
export function fullDispute(dispute: ShopDispute, context: WhopContext): Dispute {
	const payment = paymentListItem(context.payment(dispute.paymentId), context.shop, context.now);
	const { id, billing_reason, card_brand, card_last4, created_at, currency, dispute_alerted_at, member, membership } = payment;
	const { paid_at, payment_method_type, subtotal, total, usd_total, user } = payment;
	return {
		...listItem(dispute, context),
		access_activity_log: null,
		billing_address: null,
		cancellation_policy_attachment: null,
		cancellation_policy_disclosure: null,
		customer_communication_attachment: null,
		customer_email_address: user?.email ?? null,
		customer_name: user?.name ?? null,
		notes: null,
		payment: {
			...{ id, billing_reason, card_brand, card_last4, created_at, currency, dispute_alerted_at, member },
			membership: membership && { id: membership.id, status: membership.status },
			...{ paid_at, payment_method_type, subtotal, total, usd_total, user },
		},
		product_description: null,
		refund_policy_attachment: null,
		refund_policy_disclosure: null,
		refund_refusal_explanation: null,
		service_date: null,
		uncategorized_attachment: null,
		...dispute.evidence,
	};
}

/** `/disputes`. */
export function installDisputeRoutes(app: FastifyInstance, context: WhopContext): void {
	const { disputes } = context.catalog;
	app.get('/disputes', async (request) => {
		const query = queryOf(request);
		context.requireCompany(query, false);
		const after = query.instant('created_after') ?? -Infinity;
		const before = query.instant('created_before') ?? Infinity;
		const rows = disputes
			.all()
			.map((dispute) => listItem(dispute, context))
			.filter(({ created_at }) => {
				const at = parseInstant(created_at ?? '');
				return at > after && at < before;
			})
			.map((item) => ({ id: item.id, sort: item.created_at ?? '', item }));
		return paginate(rows, query.choice('direction', ['asc', 'desc']) ?? 'desc', query);
	});
	type ById = { Params: { id: string } };
	const find = (id: string): ShopDispute => {
		const found = disputes.find(id);
		if (found === undefined) throw notFound(`Dispute ${id}`);
		return found;
	};
	const editable = (id: string): ShopDispute => {
		const found = find(id);
		if (found.status !== 'needs_response') throw unprocessable('The evidence of this dispute cannot be edited any more.');
		return found;
	};
	app.get<ById>('/disputes/:id', async ({ params }) => fullDispute(find(params.id), context));
	app.post<ById>('/disputes/:id/update_evidence', async ({ params, body }) => {
		const found = editable(params.id);
		const evidence = { ...found.evidence, ...read(evidenceBody, body) };
		return fullDispute(disputes.replace({ ...found, evidence }), context);
	});
	app.post<ById>('/disputes/:id/submit_evidence', async ({ params }) =>
		fullDispute(disputes.replace({ ...editable(params.id), status: 'under_review' }), context),
	);
}
