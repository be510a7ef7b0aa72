import { sleep } from 'n8n-workflow';
import { withReceipt } from '../../core/decision/sweep/addresses';
import { isJustAsked } from '../../core/decision/sweep/sweep';
import type { ChannelReceipt, Decision, Instant } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { requireDecision } from './desk';

/** A sweep that sends for the question writes down what it sent as soon as it is done. */
const WAIT_MS = [250, 500, 1_000, 2_000, 4_000, 8_000];

/**
 * Adds receipts to a question's record, beside those that are there: reminders and escalations of the sweep stay, so that they too
 * show the outcome later. A sweep that holds the question is waited for, since it writes the list as a whole.
 * @returns the question as it stands then.
 */
export async function noteReceipts(
	ledger: Ledger,
	decisionId: string,
	receipts: readonly ChannelReceipt[],
	now: Instant,
): Promise<Decision> {
	let decision = await requireDecision(ledger, decisionId);
	const channels = (): ChannelReceipt[] => receipts.reduce<ChannelReceipt[]>(withReceipt, [...decision.channels]);
	for (const pause of WAIT_MS) {
		if (decision.heldUntil === null || decision.heldUntil <= now) {
			// Where a sweep may be looking at the question, the mark lets one that has read it before this lose its claim.
			const values = { channels: channels(), heldUntil: isJustAsked(decision, now) ? null : now };
			if (await ledger.transition('decision_log', decisionId, { heldUntil: decision.heldUntil }, values))
				return { ...decision, ...values };
		} else await sleep(pause);
		decision = await requireDecision(ledger, decisionId);
	}
	await ledger.update('decision_log', [{ key: decisionId, values: { channels: channels() } }]);
	return { ...decision, channels: channels() };
}
