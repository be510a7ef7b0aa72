import type { Sign } from '../ports';
import type { Decision } from '../types';
import { isDecisionId } from './decisionId';
import { sameSignature, signAnswer } from './signature';

/** What a tapped button claims. Nothing of it is true until `isGenuineCallback` says so. */
export interface CallbackClaim {
	readonly decisionId: string;
	readonly option: string;
	readonly signature: string;
}

const PREFIX = 'ap1';
/** 22 base64url characters are 132 bits; with them the whole stays under Telegram's 64 bytes. */
const SIGNATURE_LENGTH = 22;

/** `ap1|<decision>|<option>|<signature>`, 47 bytes: what a button of this approver carries. */
export function encodeCallback(decision: Decision, option: string, approver: string, sign: Sign): string {
	return [PREFIX, decision.decisionId, option, shortSignature(decision, option, approver, sign)].join('|');
}

/** Reads callback data. `null` when it is not ours, so that other buttons of the same bot are left to others. */
export function decodeCallback(data: string): CallbackClaim | null {
	const [prefix, decisionId = '', option = '', signature = '', ...rest] = data.split('|');
	if (prefix !== PREFIX || rest.length > 0 || !isDecisionId(decisionId)) return null;
	return { decisionId, option, signature };
}

/** Whether the button was made by us, for this decision, option, deadline and the person who tapped it. */
export const isGenuineCallback = (claim: CallbackClaim, decision: Decision, approver: string, sign: Sign): boolean =>
	claim.decisionId === decision.decisionId &&
	sameSignature(claim.signature, shortSignature(decision, claim.option, approver, sign), sign);

const shortSignature = (decision: Decision, option: string, approver: string, sign: Sign): string =>
	signAnswer('button', decision, { option, approver }, sign).slice(0, SIGNATURE_LENGTH);
