import type { Instant, JsonValue } from '../types';

/** Something that happened, before it takes the form of the service behind a webhook. */
export interface WebhookEvent {
	/** The same for every try, so that a receiver can tell a repetition. */
	readonly id: string;
	/** What happened, e.g. `decision.requested`. */
	readonly type: string;
	readonly at: Instant;
	/** What a person reads, in lines of plain text. */
	readonly lines: readonly { readonly text: string }[];
	/** A link that a person may follow, `null` where there is none. */
	readonly page: { readonly url: string; readonly label: string } | null;
	/** The same for a program. */
	readonly data: JsonValue;
}

/** The lines as one text. */
export const eventText = ({ lines }: WebhookEvent): string => lines.map(({ text }) => text).join('\n');
