import { WhopApiError } from './errors';

/** Dates the `Api-Version-Date` header may have, oldest first. */
const KNOWN = [
	'2025-01-01',
	'2026-06-08',
	'2026-06-09',
	'2026-06-20',
	'2026-07-01',
	'2026-07-20',
	'2026-08-14',
	'2026-08-25-2',
	'2026-09-29',
	'2026-10-07-2',
	'2026-10-08',
] as const;
export type ApiVersion = (typeof KNOWN)[number];

/** A key made today pins the newest version: a client that sends no header gets its shapes. */
const PINNED: ApiVersion = '2026-10-08';

/** @throws WhopApiError 400 that lists the known dates */
export function readVersion(header: string | undefined): ApiVersion {
	if (header === undefined || header === '') return PINNED;
	const known = KNOWN.find((version) => version === header);
	if (known === undefined) {
		const message = `Unsupported API version "${header.slice(0, 30)}". Supported versions: ${KNOWN.join(', ')}`;
		throw new WhopApiError(400, { error: { type: 'invalid_api_version', message } });
	}
	return known;
}

const since = (version: ApiVersion, first: ApiVersion): boolean => KNOWN.indexOf(version) >= KNOWN.indexOf(first);

/** Payments, memberships and refunds have flat ids, money objects and singular filters. */
export const isOctober = (version: ApiVersion): boolean => since(version, '2026-09-29');
/** Products and plans are asked for with `account_id` instead of `company_id`. */
export const catalogByAccount = (version: ApiVersion): boolean => since(version, '2026-06-09');
