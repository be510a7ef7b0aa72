const SECONDS_PER: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600 };

/**
 * Reads the delay out of Whop's 429 body, `{"error":{"type":"rate_limit_exceeded","message":"Try again in 12 seconds."}}`:
 * Whop names it in the message only.
 * @returns seconds, or `null` where the body names none.
 */
export function delayInMessage(body: unknown): number | null {
	const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
	const found = /try again in (\d+(?:\.\d+)?) (second|minute|hour)s?/i.exec(text);
	const perUnit = SECONDS_PER[found?.[2]?.toLowerCase() ?? ''];
	return found?.[1] === undefined || perUnit === undefined ? null : Number(found[1]) * perUnit;
}
