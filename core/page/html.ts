import { cleanText, escapeHtml } from '../decision/safeText';

/** Markup that is safe to send. Made only by `html`, which escapes whatever is put into it. */
export class Html {
	constructor(readonly markup: string) {}
}

/** What may stand in a template: text is escaped, nothing is left out. */
export type Content = Html | string | number | null | false | readonly Content[];

/** No text on a page is longer; it may come from anybody. */
const LONGEST_TEXT = 4_000;

/**
 * A template whose values are data: characters that cannot be seen or that turn the direction of writing are taken out, and the
 * rest is escaped, in content and in quoted attributes alike.
 */
export const html = (strings: TemplateStringsArray, ...values: readonly Content[]): Html =>
	new Html(strings.map((text, index) => (index < values.length ? text + render(values[index] ?? null) : text)).join(''));

function render(content: Content): string {
	if (content instanceof Html) return content.markup;
	if (content === null || content === false) return '';
	if (typeof content === 'string' || typeof content === 'number') return escapeHtml(cleanText(String(content), LONGEST_TEXT));
	return content.map(render).join('');
}
