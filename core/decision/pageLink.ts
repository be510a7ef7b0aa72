import type { Sign } from '../ports';
import type { Decision } from '../types';
import { isDecisionId } from './decisionId';
import { sameSignature, signAnswer, type SignedAnswer } from './signature';

/** What the query of a page's link claims. Nothing of it is true until `isGenuineLink` says so. */
export interface LinkClaim extends SignedAnswer {
	readonly decisionId: string;
	readonly token: string;
}

/** Query parameters of the link with which one approver opens the page for one option. n8n signs the whole URL as well. */
export const linkQuery = (decision: Decision, answer: SignedAnswer, sign: Sign): Record<string, string> => ({
	decision: decision.decisionId,
	option: answer.option,
	approver: answer.approver,
	token: signAnswer('page', decision, answer, sign),
});

/** Reads a link's query. `null` when it is none of ours. */
export function readLink(query: Readonly<Record<string, unknown>>): LinkClaim | null {
	const text = (name: string): string => {
		const value = Object.hasOwn(query, name) ? query[name] : undefined;
		return typeof value === 'string' ? value : '';
	};
	const claim = { decisionId: text('decision'), option: text('option'), approver: text('approver'), token: text('token') };
	return isDecisionId(claim.decisionId) && claim.token !== '' ? claim : null;
}

/** Whether the link was made by us, for this decision, option, approver and deadline. */
export const isGenuineLink = (claim: LinkClaim, decision: Decision, sign: Sign): boolean =>
	claim.decisionId === decision.decisionId && sameSignature(claim.token, signAnswer('page', decision, claim, sign), sign);
