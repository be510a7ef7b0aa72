import { z } from 'zod';
import type { Instant } from '../../core/types';
import { disputeSchema } from './disputes';
import { instant } from './fields';
import { parseAnswer } from './invalidResponse';
import { membershipSchema } from './memberships';
import { paymentSchema } from './payments';
import { refundSchema } from './refunds';

/** Something that happened at Whop, told by a webhook or found out afterwards. */
export interface WhopEvent {
	/**
	 * The same for the same happening, however it became known: what a workflow removes duplicates by. Happenings that can repeat
	 * for one object and carry nothing to tell them apart have the webhook's own id in it.
	 */
	readonly eventKey: string;
	readonly type: string;
	/** `null`: not told by a webhook. */
	readonly webhookId: string | null;
	readonly occurredAt: Instant;
	readonly companyId: string | null;
	/** The payment, membership, refund or dispute as the Whop node puts it out; for other kinds as Whop sends it. */
	readonly data: object;
}

/** The v1 envelope; the company is `account_id` for keys pinned to 2026-08-14 and later. */
const envelope = z.object({
	type: z.string().min(1),
	timestamp: instant,
	company_id: z.string().nullish(),
	account_id: z.string().nullish(),
	data: z.looseObject({ id: z.string().nullish() }),
});

/** What of each kind of event is understood. */
const DATA_SCHEMAS: Readonly<Record<string, z.ZodType<object>>> = {
	payment: paymentSchema,
	membership: membershipSchema,
	refund: refundSchema,
	dispute: disputeSchema,
};

/** Happenings that come once for an object. */
const ONCE: ReadonlySet<string> = new Set([
	'payment.created',
	'payment.succeeded',
	'refund.created',
	'dispute.created',
	'membership.activated',
	'membership.deactivated',
	'membership.trial_ending_soon',
]);

const cancellation = z.object({ cancelAtPeriodEnd: z.boolean(), canceledAt: z.string().nullable() });

/** What duplicates of an event are known by. */
export function eventKeyOf(type: string, id: string | null, data: object, webhookId: string | null): string {
	if (id !== null && ONCE.has(type)) return `${type}:${id}`;
	// A customer may cancel, come back and cancel again: the time of the cancellation tells one from the other.
	const asked = type === 'membership.cancel_at_period_end_changed' ? cancellation.safeParse(data).data : undefined;
	if (id !== null && asked?.cancelAtPeriodEnd && asked.canceledAt !== null) return `${type}:${id}:${asked.canceledAt}`;
	return `${type}:${id ?? 'none'}:${webhookId ?? 'none'}`;
}

/**
 * Reads a delivery whose signature has been checked.
 * @param simplify false leaves `data` as Whop sent it.
 * @throws AutopilotError API_RESPONSE_INVALID, naming the field
 */
export function readEvent(body: unknown, webhookId: string, simplify = true): WhopEvent {
	const { type, timestamp, company_id, account_id, data: raw } = parseAnswer(envelope, body, 'a webhook');
	const schema = DATA_SCHEMAS[type.slice(0, type.indexOf('.'))];
	const understood = schema ? parseAnswer(schema, raw, `a webhook of ${type}`, 'data') : raw;
	return {
		eventKey: eventKeyOf(type, raw.id ?? null, understood, webhookId),
		type,
		webhookId,
		occurredAt: timestamp,
		companyId: company_id ?? account_id ?? null,
		data: simplify ? understood : raw,
	};
}
