/** Things that look like a credential in a service's message: bearer tokens, JWTs, Telegram bot tokens, `key=value` secrets, e-mail:password URLs, long keys in the path of a URL. */
const SECRETS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
	[/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 ***'],
	[/\b[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}\b/g, '***'],
	[/\b\d{6,12}:[\w-]{30,}/g, '***'],
	[/\b(api[_-]?key|token|secret|password|signature)(["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi, '$1$2***'],
	[/\/\/[^\s/@]+@/g, '//***@'],
	[/(?<=https?:\/\/[^\s"'<>]*\/)(?=[\w-]*\d)[\w-]{20,}/gi, '***'],
];

/** Longest part of a service's message that is worth showing. */
const MAX_LENGTH = 300;

/** Makes text from outside fit for an error message: one line, short, without anything that looks like a credential. */
export function scrub(text: string): string {
	const line = SECRETS.reduce(
		(clean, [pattern, replacement]) => clean.replace(pattern, replacement),
		text.replace(/\s+/g, ' ').trim(),
	);
	return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}
