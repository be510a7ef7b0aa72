/** What somebody reads of a mail. */
export interface ReadMail {
	readonly from: string;
	readonly to: string;
	readonly subject: string;
	readonly text: string;
}

/** `=E3=81=82` as the bytes it stands for; a line that ends in `=` goes on. */
const quotedPrintable = (text: string): string =>
	Buffer.from(
		text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
		'latin1',
	).toString('utf8');

/** Encoded words of a header (RFC 2047); the blank between two of them is not part of the text. */
const header = (text: string): string =>
	text
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_all, kind: string, word: string) =>
			kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : quotedPrintable(word.replaceAll('_', ' ')),
		);

/** Reads a mail of one text part in UTF-8, which is what n8n's Send Email node makes of a text. */
export function readMail(raw: string): ReadMail {
	const end = raw.search(/\r?\n\r?\n/);
	const lines = raw.slice(0, end).replace(/\r?\n[ \t]+/g, ' ');
	const body = raw.slice(end).trimStart();
	const value = (name: string): string => header(new RegExp(`^${name}: (.*)$`, 'im').exec(lines)?.[1]?.trim() ?? '');
	const encoding = value('content-transfer-encoding').toLowerCase();
	const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : quotedPrintable(body);
	return {
		from: value('from'),
		to: value('to'),
		subject: value('subject'),
		text: (encoding === 'base64' || encoding === 'quoted-printable' ? text : body).trimEnd(),
	};
}
