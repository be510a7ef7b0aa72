import { addSeconds } from '../../time';
import type { Settings } from '../../settings';
import type { Decision, Instant } from '../../types';
import { addressesOf, reachedAt } from './addresses';
import { outsideQuietHours, type Quiet } from './quietHours';

/** The settings that say who is asked when nobody answers. */
export type LadderSettings = Pick<Settings, 'escalationSeconds' | 'escalationApprovers' | 'approverChannels' | 'channelOrder'>;

/** Who is asked next: somebody new who may answer from then on, or an approver at another of their addresses. */
export interface Escalation {
	/** The level reached by it, from 1. */
	readonly level: number;
	readonly approver: string;
	readonly address: string;
	readonly isNew: boolean;
}

/** When the next level is asked, `null` when the ladder has no more. Each level's time runs from when the one before was asked. */
export function escalationDue(decision: Decision, { escalationSeconds }: LadderSettings, quiet: Quiet): Instant | null {
	const wait = escalationSeconds[decision.urgency][decision.escalationLevel];
	if (wait === undefined) return null;
	const asked = decision.channels.flatMap(({ purpose, triedAt }) => (purpose === 'escalation' && triedAt ? [triedAt] : []));
	const last = [decision.askedAt, ...asked].sort().at(-1) ?? decision.askedAt;
	return outsideQuietHours(addSeconds(last, wait), decision.deadline, quiet);
}

/**
 * Who is next: the first of the setting's approvers who may not answer yet, else an approver who was asked at one address and has
 * another. Nobody beyond the settings is ever named. `null` when there is nobody left.
 */
export function nextInLine(decision: Decision, settings: LadderSettings): Escalation | null {
	const level = decision.escalationLevel + 1;
	const approver = settings.escalationApprovers.find((successor) => !decision.approvers.includes(successor));
	if (approver !== undefined) return { level, approver, address: approver, isNew: true };
	for (const known of decision.approvers) {
		const reached = reachedAt(decision, known);
		const address = addressesOf(decision, known, settings).find((candidate) => !reached.includes(candidate));
		if (reached.length > 0 && address !== undefined) return { level, approver: known, address, isNew: false };
	}
	return null;
}
