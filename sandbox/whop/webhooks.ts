import { randomBytes } from 'node:crypto';
import type { WebhookEvent } from '@whop/sdk/resources/webhooks';

/** Events a webhook may ask for. */
export const EVENTS = [
	'payment.created',
	'payment.succeeded',
	'payment.failed',
	'payment.pending',
	'membership.activated',
	'membership.deactivated',
	'membership.trial_ending_soon',
	'membership.cancel_at_period_end_changed',
	'refund.created',
	'refund.updated',
	'dispute.created',
	'dispute.updated',
	'invoice.created',
	'invoice.paid',
	'invoice.past_due',
	'invoice.voided',
] as const satisfies readonly WebhookEvent[];

/** A fresh signing secret. */
export function newSecret(): string {
	return `ws_${randomBytes(32).toString('hex')}`;
}
