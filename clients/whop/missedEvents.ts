import type { Instant } from '../../core/types';
import { listDisputes } from './disputes';
import type { RecoverableEvent } from './eventNames';
import { eventKeyOf, type WhopEvent } from './events';
import { listMemberships, type WhopMembership } from './memberships';
import { listPayments } from './payments';
import { listRefunds } from './refunds';
import type { WhopClient } from './whopClient';

/** A membership that was cancelled at its period's end ends as long after that as the longest billing period lasts. */
const LONGEST_PERIOD_MS = 400 * 86_400_000;

/** One that waits to be let in, or for its payment, begins that long after it was made. */
const LONGEST_DRAFT_MS = 31 * 86_400_000;

const before = (instant: Instant, milliseconds: number): Instant => new Date(Date.parse(instant) - milliseconds).toISOString();

/** Whatever became of it since; drafts never gave access to anything. */
const STARTED = ['trialing', 'active', 'past_due', 'completed', 'canceling', 'canceled', 'expired'];

interface Happening {
	readonly at: Instant | null;
	readonly id: string;
	readonly data: object;
}

type Finder = (client: WhopClient, since: Instant) => AsyncGenerator<Happening>;

async function* happenings<T extends object>(
	pages: AsyncIterable<readonly T[]>,
	of: (item: T) => Happening,
	/** Lists sorted by time are left at the first item that is too old. */
	until: (item: T) => boolean = () => false,
): AsyncGenerator<Happening> {
	for await (const page of pages) {
		for (const item of page) {
			if (until(item)) return;
			yield of(item);
		}
	}
}

const canceled = (client: WhopClient, statuses: readonly string[]) =>
	listMemberships(client, { statuses, order: 'canceled_at', direction: 'desc' });

/** When access ended; Whop's `canceled_at` is when the customer asked. */
const endOf = (membership: WhopMembership): Instant | null =>
	membership.cancelAtPeriodEnd || membership.status === 'expired'
		? (membership.currentPeriodEnd ?? membership.canceledAt)
		: (membership.canceledAt ?? membership.currentPeriodEnd);

const FINDERS: Readonly<Record<RecoverableEvent, Finder>> = {
	// A payment is updated when it is paid, so one that was made long before is found.
	'payment.succeeded': (client, since) =>
		happenings(listPayments(client, { statuses: ['paid'], updatedAfter: since }), (payment) => ({
			at: payment.paidAt,
			id: payment.id,
			data: payment,
		})),
	'refund.created': (client, since) =>
		happenings(listRefunds(client, { createdAfter: since }), (refund) => ({ at: refund.createdAt, id: refund.id, data: refund })),
	'dispute.created': (client, since) =>
		happenings(listDisputes(client, { createdAfter: since }), (dispute) => ({
			at: dispute.createdAt,
			id: dispute.id,
			data: dispute,
		})),
	'membership.activated': (client, since) =>
		happenings(listMemberships(client, { createdAfter: before(since, LONGEST_DRAFT_MS), statuses: STARTED }), (membership) => ({
			at: membership.joinedAt ?? membership.createdAt,
			id: membership.id,
			data: membership,
		})),
	'membership.cancel_at_period_end_changed': (client, since) =>
		happenings(
			canceled(client, ['canceling']),
			(membership) => ({ at: membership.canceledAt, id: membership.id, data: membership }),
			({ canceledAt }) => canceledAt !== null && canceledAt < since,
		),
	'membership.deactivated': async function* (client, since) {
		const ended = (membership: WhopMembership): Happening => ({ at: endOf(membership), id: membership.id, data: membership });
		const asked = before(since, LONGEST_PERIOD_MS);
		yield* happenings(canceled(client, ['canceled']), ended, ({ canceledAt }) => canceledAt !== null && canceledAt < asked);
		// Nobody cancelled most of these, so no order of the list says where those of late stand.
		yield* happenings(listMemberships(client, { statuses: ['expired'] }), ended);
	},
};

/**
 * What happened between two times, read from Whop's lists, each as a webhook would have told it and oldest first. Found twice it
 * has the same `eventKey`.
 * @throws AutopilotError of the client
 */
export async function readMissedEvents(
	client: WhopClient,
	types: readonly RecoverableEvent[],
	{ since, now }: { readonly since: Instant; readonly now: Instant },
): Promise<WhopEvent[]> {
	const events: WhopEvent[] = [];
	for (const type of types) {
		for await (const { at, id, data } of FINDERS[type](client, since)) {
			if (at === null || at < since || at > now) continue;
			const companyId = client.companyId();
			events.push({ eventKey: eventKeyOf(type, id, data, null), type, webhookId: null, occurredAt: at, companyId, data });
		}
	}
	return events.sort((a, b) => a.occurredAt.localeCompare(b.occurredAt));
}
