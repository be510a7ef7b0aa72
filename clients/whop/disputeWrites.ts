import { encodeStrictly } from '../http/query';
import { disputeSchema, type WhopDispute } from './disputes';
import type { WhopClient, WhopWrite } from './whopClient';

/** What of a dispute's evidence can be written down, by Whop's names for it. What is left out stays as it was. */
export interface DisputeEvidence {
	readonly access_activity_log?: string;
	readonly billing_address?: string;
	readonly cancellation_policy_disclosure?: string;
	readonly customer_email_address?: string;
	readonly customer_name?: string;
	readonly notes?: string;
	readonly product_description?: string;
	readonly refund_policy_disclosure?: string;
	readonly refund_refusal_explanation?: string;
	readonly service_date?: string;
}

/** Writes evidence down without handing it in. @see https://docs.whop.com/api-reference/disputes/update-evidence-dispute */
export const evidenceWrite = (disputeId: string, evidence: DisputeEvidence, idempotencyKey: string): WhopWrite => ({
	method: 'POST',
	path: `/disputes/${encodeStrictly(disputeId)}/update_evidence`,
	idempotencyKey,
	// The same words again change nothing.
	repeatable: true,
	body: { ...evidence },
});

/** Hands the evidence in to the bank, which happens once. @see https://docs.whop.com/api-reference/disputes/submit-evidence-dispute */
export const submitEvidenceWrite = (disputeId: string, idempotencyKey: string): WhopWrite => ({
	method: 'POST',
	path: `/disputes/${encodeStrictly(disputeId)}/submit_evidence`,
	idempotencyKey,
});

/** Carries a write on a dispute out. @returns the dispute as it stands after. */
export const actOnDispute = async (client: WhopClient, write: WhopWrite): Promise<WhopDispute> =>
	await client.write(write, disputeSchema);
