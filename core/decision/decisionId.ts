import type { Hash } from '../ports';
import type { DecisionRequest } from '../types';

const ID_LENGTH = 16;
/** 16 characters of 5 bits. */
const HEX_DIGITS = 20;

/**
 * The id of the question with this goal, kind and key: `d_` and 16 characters of base 32 (80 bits of the hash). Because it is
 * derived, asking the same thing twice finds the decision that is there.
 */
export function decisionIdFor(request: Pick<DecisionRequest, 'goalId' | 'kind' | 'key'>, hash: Hash): string {
	const digest = hash(JSON.stringify([request.goalId, request.kind, request.key]));
	return `d_${BigInt(`0x${digest.slice(0, HEX_DIGITS)}`)
		.toString(32)
		.padStart(ID_LENGTH, '0')}`;
}

/** Whether text can be a decision's id. */
export const isDecisionId = (text: string): boolean => /^d_[0-9a-v]{16}$/.test(text);
