/**
 * Characters that make shown text lie: controls but for line breaks, bidirectional overrides and isolates, and whatever Unicode
 * calls default-ignorable: zero-width characters, soft hyphens, fillers, variation and tag characters.
 */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

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
	const characters = Array.from(visible);
	return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : visible;
}

/** The same on one line, for labels and names. */
export const cleanLine = (text: string, limit: number): string => cleanText(text.replace(/\s+/g, ' ').trim(), limit);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes text for HTML, in content and in quoted attributes. Telegram knows these entities and no other names. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
