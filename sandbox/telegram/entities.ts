import type { MessageEntity } from 'node-telegram-bot-api';
import { badRequest } from './errors';

/** Plain text with its formatting. Offsets and lengths count UTF-16 code units, as in the Bot API. */
export interface FormattedText {
	readonly text: string;
	readonly entities: readonly MessageEntity[];
}

const TAGS: Readonly<Record<string, MessageEntity['type']>> = {
	b: 'bold',
	strong: 'bold',
	i: 'italic',
	em: 'italic',
	u: 'underline',
	ins: 'underline',
	s: 'strikethrough',
	strike: 'strikethrough',
	del: 'strikethrough',
	'tg-spoiler': 'spoiler',
	span: 'spoiler',
	blockquote: 'blockquote',
	pre: 'pre',
	code: 'code',
	a: 'text_link',
	'tg-emoji': 'custom_emoji',
	'tg-time': 'date_time',
};

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** One open tag. `start` is its offset in the text made so far. */
interface OpenTag {
	readonly tag: string;
	readonly start: number;
	readonly attributes: ReadonlyMap<string, string>;
	/** Byte offset of the tag in the source. */
	readonly at: number;
}

/** Reads one character reference at `position`; `null` when it is none and stands for itself. */
function reference(source: string, position: number): { value: string; length: number } | null {
	const match = /^&(?:#(\d{1,7}|[xX][0-9a-fA-F]{1,6})|([a-zA-Z]+));?/.exec(source.slice(position, position + 12));
	if (match === null) return null;
	const [whole, numeric, name] = match;
	if (name !== undefined) {
		const value = NAMED[name];
		return value === undefined ? null : { value, length: whole.length };
	}
	const digits = numeric ?? '';
	const code = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10);
	return code > 0 && code <= 0x10ffff ? { value: String.fromCodePoint(code), length: whole.length } : null;
}

/** Reader of Telegram's HTML, after `parse_html` of the official server: same tags, same errors, offsets in bytes. */
class HtmlReader {
	private position = 0;
	private text = '';
	private readonly open: OpenTag[] = [];
	private readonly entities: MessageEntity[] = [];

	constructor(private readonly source: string) {}

	read(): FormattedText {
		while (this.position < this.source.length) {
			const character = this.source[this.position] ?? '';
			if (character === '&') this.readReference();
			else if (character !== '<') {
				this.text += character;
				this.position++;
			} else if (this.source[this.position + 1] === '/') this.readEndTag();
			else this.readStartTag();
		}
		const left = this.open.at(-1);
		if (left !== undefined) throw this.error(`Can't find end tag corresponding to start tag "${left.tag}"`);
		const sorted = this.entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
		return { text: this.text, entities: sorted };
	}

	private error(message: string): Error {
		return badRequest(`can't parse entities: ${message}`);
	}

	private byteOffset(position: number): number {
		return Buffer.byteLength(this.source.slice(0, position));
	}

	private readReference(): void {
		const found = reference(this.source, this.position);
		this.text += found?.value ?? '&';
		this.position += found?.length ?? 1;
	}

	private skip(pattern: RegExp): string {
		pattern.lastIndex = this.position;
		const found = pattern.exec(this.source)?.[0] ?? '';
		this.position += found.length;
		return found;
	}

	private readStartTag(): void {
		const begin = this.position++;
		const at = this.byteOffset(begin);
		const tag = this.skip(/[^\s>]*/y).toLowerCase();
		if (this.position >= this.source.length) throw this.error(`Unclosed start tag at byte offset ${at}`);
		if (!Object.hasOwn(TAGS, tag)) throw this.error(`Unsupported start tag "${tag}" at byte offset ${at}`);
		const attributes = new Map<string, string>();
		for (;;) {
			this.skip(/\s*/y);
			if (this.source[this.position] === '>') break;
			this.readAttribute(tag, at, attributes);
		}
		this.position++;
		if (tag === 'span' && attributes.get('class') !== 'tg-spoiler') {
			throw this.error(`Tag "span" must have class "tg-spoiler" at byte offset ${at}`);
		}
		this.open.push({ tag, start: this.text.length, attributes, at });
	}

	private readAttribute(tag: string, tagAt: number, into: Map<string, string>): void {
		const at = this.byteOffset(this.position);
		const name = this.skip(/[^\s=>]*/y).toLowerCase();
		const unclosed = (): Error => this.error(`Unclosed start tag "${tag}" at byte offset ${tagAt}`);
		if (name === '') {
			if (this.position >= this.source.length) throw unclosed();
			throw this.error(`Empty attribute name in the tag "${tag}" at byte offset ${at}`);
		}
		this.skip(/\s*/y);
		if (this.source[this.position] !== '=') {
			if (this.position >= this.source.length) throw unclosed();
			into.set(name, '');
			return;
		}
		this.position++;
		this.skip(/\s*/y);
		const quote = this.source[this.position];
		if (quote === undefined) throw unclosed();
		if (quote !== '"' && quote !== "'") {
			into.set(name, this.skip(/[a-zA-Z0-9.-]*/y));
			const next = this.source[this.position];
			if (next === undefined) throw unclosed();
			if (!/[\s>]/.test(next)) {
				throw this.error(`Unexpected end of name token at byte offset ${this.byteOffset(this.position)}`);
			}
			return;
		}
		let value = '';
		for (this.position++; this.source[this.position] !== quote; ) {
			const character = this.source[this.position];
			if (character === undefined) throw unclosed();
			const found = character === '&' ? reference(this.source, this.position) : null;
			value += found?.value ?? character;
			this.position += found?.length ?? 1;
		}
		this.position++;
		into.set(name, value);
	}

	private readEndTag(): void {
		const at = this.byteOffset(this.position);
		const current = this.open.pop();
		if (current === undefined) throw this.error(`Unexpected end tag at byte offset ${at}`);
		this.position += 2;
		const name = this.skip(/[^\s>]*/y).toLowerCase();
		this.skip(/\s*/y);
		if (this.source[this.position] !== '>') throw this.error(`Unclosed end tag at byte offset ${at}`);
		this.position++;
		if (name !== '' && name !== current.tag) {
			throw this.error(`Unmatched end tag at byte offset ${at}, expected "</${current.tag}>", found "</${name}>"`);
		}
		this.close(current);
	}

	private close(tag: OpenTag): void {
		const length = this.text.length - tag.start;
		const type = TAGS[tag.tag];
		if (length === 0 || type === undefined) return;
		const entity = { offset: tag.start, length };
		if (tag.tag === 'a') {
			const url = linkTarget(tag.attributes.get('href') ?? this.text.slice(tag.start));
			if (url !== null) this.entities.push({ ...entity, type: 'text_link', url });
			return;
		}
		if (tag.tag === 'blockquote' && tag.attributes.has('expandable')) {
			this.entities.push({ ...entity, type: 'expandable_blockquote' });
			return;
		}
		const language = /^language-(.+)$/.exec(tag.attributes.get('class') ?? '')?.[1];
		const outer = this.open.at(-1);
		if (tag.tag === 'code' && outer?.tag === 'pre' && outer.start === tag.start && language !== undefined) {
			this.entities.push({ ...entity, type: 'pre', language });
			return;
		}
		const covered = this.entities.some((other) => other.type === 'pre' && other.offset === tag.start && other.length === length);
		if (!(tag.tag === 'pre' && covered)) this.entities.push({ ...entity, type });
	}
}

/** The address of a link, or `null` when Telegram would show it as plain text. */
export function linkTarget(href: string): string | null {
	const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(href) ? href : `http://${href}`;
	if (!/^(https?|tg|ton):/i.test(withScheme) || !URL.canParse(withScheme)) return null;
	return new URL(withScheme).href;
}

/** @throws TelegramError 400 `can't parse entities: …` */
export function parseHtml(source: string): FormattedText {
	return new HtmlReader(source).read();
}

/** Cuts white space at both ends, as the server does before it looks at the length, and moves the entities along. */
export function trimmed(formatted: FormattedText): FormattedText {
	const start = formatted.text.length - formatted.text.trimStart().length;
	const text = formatted.text.trim();
	const entities = formatted.entities.flatMap((entity) => {
		const from = Math.max(0, entity.offset - start);
		const to = Math.min(text.length, entity.offset - start + entity.length);
		return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
	});
	return { text, entities };
}
