import type { Sign } from '../ports';
import { addSeconds } from '../time';
import type { Decision, Instant } from '../types';
import { sameSignature } from './signature';

/** What a link to the decisions page lets its holder see and answer, until it expires. */
export interface PageAccess {
	/** In canonical form, `telegram:123`. Only questions put to this approver are shown. */
	readonly approver: string;
	/** `all`, the id of a goal, or the id of one decision. */
	readonly scope: string;
	readonly expiresAt: Instant;
}

/** The scope of all goals and questions of an approver. */
export const ALL = 'all';

const tokenOf = ({ approver, scope, expiresAt }: PageAccess, sign: Sign): string =>
	sign(JSON.stringify(['autopilot-page', approver, scope, expiresAt]));

/** Query parameters of a link to the decisions page. */
export const accessQuery = (access: PageAccess, sign: Sign): Record<string, string> => ({
	approver: access.approver,
	scope: access.scope,
	until: access.expiresAt,
	token: tokenOf(access, sign),
});

/** The link that comes with a question: to the questions of its goal, or to this one where it has none. */
export const accessFor = ({ goalId, decisionId }: Decision, approver: string, seconds: number, now: Instant): PageAccess => ({
	approver,
	scope: goalId === '' ? decisionId : goalId,
	expiresAt: addSeconds(now, seconds),
});

/** Reads a link's query. `null` when it was not made by us just so, or when the time it holds for cannot be told. */
export function readAccess(query: Readonly<Record<string, unknown>>, sign: Sign): PageAccess | null {
	const text = (name: string): string => {
		const value = Object.hasOwn(query, name) ? query[name] : undefined;
		return typeof value === 'string' ? value : '';
	};
	const access = { approver: text('approver'), scope: text('scope'), expiresAt: text('until') };
	return sameSignature(text('token'), tokenOf(access, sign), sign) ? access : null;
}

/** Whether a decision may be shown through a link, and answered by its holder. */
export const isWithin = ({ scope, approver }: PageAccess, decision: Decision): boolean =>
	decision.approvers.includes(approver) &&
	(scope === ALL || scope === decision.decisionId || (scope !== '' && scope === decision.goalId));
