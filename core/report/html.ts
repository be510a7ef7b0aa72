import type { Report } from '../types';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text from outside as HTML text: no character of it can become a tag or an attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

/** The report for chats and mails that take simple HTML: a bold title and one line each. */
export const reportHtml = (report: Report): string =>
	[`<b>${escapeHtml(report.title)}</b>`, ...report.lines.map(escapeHtml)].join('\n');

/** The report as plain text. */
export const reportText = (report: Report): string => [report.title, ...report.lines].join('\n');
