import { toHtml, type Line } from './message';

/** Telegram's limit for the text of a message. Counted before entities are parsed, so the real limit is never met. */
const LONGEST_MESSAGE = 4_096;
/** Escaping makes at most 6 characters of one, and <b></b> adds 7. */
const LONGEST_PIECE = Math.floor((LONGEST_MESSAGE - 7) / 6);

/** Cuts a message into parts that Telegram takes, at line ends where possible. Tags are never cut. */
export function splitMessage(lines: readonly Line[]): string[] {
	const parts: string[] = [];
	let part: Line[] = [];
	for (const line of lines.flatMap(pieces)) {
		if (part.length > 0 && toHtml([...part, line]).length > LONGEST_MESSAGE) {
			parts.push(toHtml(part));
			part = [];
		}
		// Telegram trims messages, so a part begins with text.
		if (part.length > 0 || line.text !== '') part.push(line);
	}
	if (part.length > 0) parts.push(toHtml(part));
	return parts;
}

function pieces(line: Line): Line[] {
	const characters = Array.from(line.text);
	if (line.text.length <= LONGEST_PIECE) return [line];
	const count = Math.ceil(line.text.length / LONGEST_PIECE);
	const size = Math.ceil(characters.length / count);
	return Array.from({ length: count }, (_, index) => ({
		...line,
		text: characters.slice(index * size, (index + 1) * size).join(''),
	}));
}
