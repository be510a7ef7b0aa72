import type { Locale } from './primitives';

/** A report ready to send. */
export interface Report {
	readonly kind: 'daily' | 'weekly' | 'final' | 'stop' | 'notice';
	readonly goalId: string;
	readonly locale: Locale;
	readonly title: string;
	/** Plain text, one string per line. */
	readonly lines: readonly string[];
}
