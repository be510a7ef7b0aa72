import type { Instant, Locale } from './primitives';

/** A report ready to send. */
export interface Report {
	readonly kind: 'daily' | 'weekly' | 'final' | 'stop' | 'notice';
	readonly goalId: string;
	readonly locale: Locale;
	readonly title: string;
	/** Plain text, one string per line. */
	readonly lines: readonly string[];
}

/** One report on its way to one person: one row of `report_log`. It stands there until it has arrived. */
export interface Delivery {
	readonly reportId: string;
	readonly goalId: string;
	readonly kind: Report['kind'];
	/** `telegram:<user id>` or `email:<address>`. */
	readonly recipient: string;
	readonly locale: Locale;
	readonly title: string;
	readonly lines: readonly string[];
	readonly createdAt: Instant;
	/** Times it was tried to be sent. */
	readonly attempts: number;
	readonly lastTriedAt: Instant | null;
	readonly sentAt: Instant | null;
	/** Why the last try failed. */
	readonly error: string | null;
}
