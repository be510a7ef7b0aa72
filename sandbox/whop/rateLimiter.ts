const WINDOW_MS = 60_000;

/** Requests per minute of the computer's own time, counted for each operation. */
export class RateLimiter {
	private windows = new Map<string, { readonly start: number; readonly count: number }>();

	/** @returns 0 when the request may go on, else the seconds until the minute is over */
	spend(operation: string, limit: number): number {
		const now = Date.now();
		const current = this.windows.get(operation);
		const window = current === undefined || now - current.start >= WINDOW_MS ? { start: now, count: 0 } : current;
		if (window.count >= limit) return Math.max(1, Math.ceil((window.start + WINDOW_MS - now) / 1000));
		this.windows.set(operation, { ...window, count: window.count + 1 });
		return 0;
	}

	reset(): void {
		this.windows = new Map();
	}
}
