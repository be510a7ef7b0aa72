/**
 * Reads a `Retry-After` header (RFC 9110, 10.2.3): seconds, or a date. A date is measured against the `Date` header of the same
 * response, because the two clocks need not agree.
 * @returns seconds, or `null` when the header is missing or unreadable.
 */
export function retryAfterSeconds(headers: Readonly<Record<string, string>>): number | null {
	const value = headers['retry-after']?.trim();
	if (!value) return null;
	if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
	const seconds = (Date.parse(value) - Date.parse(headers.date ?? '')) / 1000;
	return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
