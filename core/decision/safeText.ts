/**
 * Characters that make shown text lie: controls (except line breaks, handled apart), soft hyphen, zero-width and invisible
 * characters, bidirectional overrides and isolates, variation and tag characters.
 */
const INVISIBLE =
	/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\u{e0000}-\u{e0fff}]/gu;

/**
 * Text from outside, made fit to be shown or stored: what cannot be seen is removed, line breaks are normalised, and more than
 * `limit` characters are cut with an ellipsis. Markup is left alone: whoever renders escapes.
 */
export function cleanText(text: string, limit: number): string {
	const visible = text
		.replace(/\r\n?|[\u2028\u2029]/g, '\n')
		.replace(/\t/g, ' ')
		.replace(INVISIBLE, '')
		.replace(/\n{3,}/g, '\n\n');
	const characters = [...visible];
	return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : visible;
}

/** The same on one line, for labels and names. */
export const cleanLine = (text: string, limit: number): string => cleanText(text.replace(/\s+/g, ' ').trim(), limit);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes text for HTML, in content and in quoted attributes. Telegram knows these entities and no other names. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
