import { accessFor, accessQuery } from '../../core/decision/pageAccess';
import type { Sign } from '../../core/ports';
import type { Settings } from '../../core/settings';
import type { Decision, Instant } from '../../core/types';

/** What the links to the decisions page are made of. */
export interface PageAddress {
	readonly sign: Sign;
	readonly settings: Pick<Settings, 'decisionsPageUrl' | 'pageLinkSeconds'>;
	/** Any resume URL of this n8n: the page lives beside n8n's waiting webhooks. */
	readonly resumeUrl: string;
	readonly now: Instant;
}

const PATH = 'webhook/autopilot/decisions';

/** The link with which this approver opens the decisions page; `null` where the setting DECISIONS_PAGE_URL is off. */
export function decisionsPageLink(decision: Decision, approver: string, address: PageAddress): string | null {
	const { sign, settings, resumeUrl, now } = address;
	const base = settings.decisionsPageUrl ?? ownPage(resumeUrl);
	if (base === 'off' || base === null) return null;
	const url = new URL(base);
	for (const [name, value] of Object.entries(accessQuery(accessFor(decision, approver, settings.pageLinkSeconds, now), sign)))
		url.searchParams.set(name, value);
	url.hash = decision.decisionId;
	return url.toString();
}

/** `https://n8n.example/base/webhook-waiting/12/node?…` → `https://n8n.example/base/webhook/autopilot/decisions`. */
function ownPage(resumeUrl: string): string | null {
	if (!URL.canParse(resumeUrl)) return null;
	const { origin, pathname } = new URL(resumeUrl);
	const [, base] = /^(.*\/)[^/]+\/[^/]+\/[^/]+$/.exec(pathname) ?? [];
	return base === undefined ? null : `${origin}${base}${PATH}`;
}
