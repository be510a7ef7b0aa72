import type { Sign } from '../ports';
import type { Decision } from '../types';

/** What a button or link stands for. Changing any part makes its signature wrong. */
export interface SignedAnswer {
	readonly option: string;
	/** In canonical form, `telegram:123`. */
	readonly approver: string;
}

/** One signature can never serve for the other: each names its use. */
export type SignatureUse = 'button' | 'page' | 'form';

/** Signature over decision, option, approver and deadline, base64url. */
export function signAnswer(use: SignatureUse, decision: Decision, { option, approver }: SignedAnswer, sign: Sign): string {
	return sign(JSON.stringify(['autopilot-answer', use, decision.decisionId, option, approver, decision.deadline]));
}

/**
 * Compares two signatures without telling by the time taken how much of them is equal: their keyed hashes are compared, which
 * an attacker can neither predict nor steer.
 */
export const sameSignature = (given: string, expected: string, sign: Sign): boolean =>
	given.length === expected.length && sign(`compare:${given}`) === sign(`compare:${expected}`);
