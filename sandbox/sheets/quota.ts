import { quotaExceeded } from './errors';

export interface QuotaLimits {
	/** `null`: no limit. */
	readonly readsPerMinute: number | null;
	readonly writesPerMinute: number | null;
}

/** Requests per minute and user. Every token of the emulator belongs to the same user, as every key of a service account does. */
export class Quota {
	private limits: QuotaLimits = { readsPerMinute: null, writesPerMinute: null };
	private window = { start: 0, Read: 0, Write: 0 };

	set(limits: QuotaLimits): void {
		this.limits = limits;
		this.window = { start: 0, Read: 0, Write: 0 };
	}

	/** @throws SheetsError 429 until the minute is over */
	spend(kind: 'Read' | 'Write'): void {
		const limit = kind === 'Read' ? this.limits.readsPerMinute : this.limits.writesPerMinute;
		if (limit === null) return;
		const now = Date.now();
		if (now - this.window.start >= 60_000) this.window = { start: now, Read: 0, Write: 0 };
		if (this.window[kind] >= limit) throw quotaExceeded(kind, limit);
		this.window[kind]++;
	}
}
