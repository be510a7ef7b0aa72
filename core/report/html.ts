import { cleanText, escapeHtml } from '../decision/safeText';
import type { Report } from '../types';

/** Telegram takes 4,096 characters and refuses a longer message, which would then never arrive. */
const LONGEST_MESSAGE = 4_000;
/** No single line may push the others out. */
const LONGEST_LINE = 600;

/** The report for chats and mails that take simple HTML: a bold title and one line each, as many as a message holds. */
export function reportHtml({ title, lines }: Report): string {
	const shown: string[] = [];
	let length = title.length;
	for (const line of lines.map((text) => cleanText(text, LONGEST_LINE))) {
		length += line.length + 1;
		if (length > LONGEST_MESSAGE) break;
		shown.push(escapeHtml(line));
	}
	return [`<b>${escapeHtml(title)}</b>`, ...shown, ...(shown.length < lines.length ? ['…'] : [])].join('\n');
}

/** The report as plain text. */
export const reportText = (report: Report): string => [report.title, ...report.lines].join('\n');
