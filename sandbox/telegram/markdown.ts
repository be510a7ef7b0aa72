import type { MessageEntity } from 'node-telegram-bot-api';
import { linkTarget, type FormattedText } from './entities';
import { badRequest } from './errors';

function unterminated(source: string, position: number, kind = 'the entity'): Error {
	const at = Buffer.byteLength(source.slice(0, position));
	return badRequest(`can't parse entities: Can't find end of ${kind} starting at byte offset ${at}`);
}

/** The name of a language and the line break after an opening fence belong to the fence. */
function fenceLength(source: string, position: number): number {
	const opening = /^```(?:([^\s`]+)(?=\s))?\r?\n?/.exec(source.slice(position))?.[0];
	return opening?.length ?? 3;
}

/** The old `Markdown` mode: `*bold*`, `_italic_`, code, `pre` and links, without nesting. n8n's Telegram node uses it by default. */
export function parseMarkdown(source: string): FormattedText {
	const entities: MessageEntity[] = [];
	let text = '';
	for (let position = 0; position < source.length; ) {
		const character = source[position] ?? '';
		if (character === '\\' && /[_*`[]/.test(source[position + 1] ?? '')) {
			text += source[position + 1];
			position += 2;
			continue;
		}
		if (!/[_*`[]/.test(character)) {
			text += character;
			position++;
			continue;
		}
		const fence = source.startsWith('```', position);
		const closing = fence ? '```' : character === '[' ? ']' : character;
		const contentStart = position + (fence ? fenceLength(source, position) : 1);
		const end = source.indexOf(closing, contentStart);
		if (end === -1) throw unterminated(source, position);
		const content = source.slice(contentStart, end);
		const entity = { offset: text.length, length: content.length };
		text += content;
		position = end + closing.length;
		if (character === '[') {
			if (source[position] !== '(') continue;
			const close = source.indexOf(')', position);
			const url = linkTarget(source.slice(position + 1, close === -1 ? undefined : close));
			position = close === -1 ? source.length : close + 1;
			if (url !== null && content !== '') entities.push({ ...entity, type: 'text_link', url });
		} else if (content !== '') {
			const types = { '*': 'bold', _: 'italic', '`': 'code' } as const;
			entities.push({ ...entity, type: fence ? 'pre' : types[character as '*' | '_' | '`'] });
		}
	}
	return { text, entities };
}

const RESERVED = new Set('_*[]()~`>#+-=|{}.!');
const STYLES = { '*': 'bold', _: 'italic', __: 'underline', '~': 'strikethrough', '||': 'spoiler' } as const;

interface OpenStyle {
	readonly mark: keyof typeof STYLES | '[';
	readonly start: number;
	readonly at: number;
}

/** `MarkdownV2`: nested styles, links, code; every other reserved character must be escaped. */
export function parseMarkdownV2(source: string): FormattedText {
	const entities: MessageEntity[] = [];
	const open: OpenStyle[] = [];
	let text = '';
	for (let position = 0; position < source.length; ) {
		const character = source[position] ?? '';
		const next = source[position + 1];
		if (character === '\\' && next !== undefined && next.charCodeAt(0) <= 126) {
			text += next;
			position += 2;
		} else if (character === '`') {
			const mark = source.startsWith('```', position) ? '```' : '`';
			let end = position + (mark === '`' ? 1 : fenceLength(source, position));
			let content = '';
			for (; end < source.length && !source.startsWith(mark, end); end++) {
				if (source[end] === '\\' && end + 1 < source.length) end++;
				content += source[end];
			}
			if (end >= source.length) throw unterminated(source, position, mark === '`' ? 'Code entity' : 'Pre entity');
			if (content !== '') entities.push({ type: mark === '`' ? 'code' : 'pre', offset: text.length, length: content.length });
			text += content;
			position = end + mark.length;
		} else if (character === '[') {
			open.push({ mark: '[', start: text.length, at: position++ });
		} else if (character === ']' && open.at(-1)?.mark === '[') {
			const start = open.pop()?.start ?? 0;
			position++;
			if (source[position] !== '(') continue;
			const close = source.indexOf(')', position);
			if (close === -1) throw unterminated(source, position, 'a URL');
			const url = linkTarget(source.slice(position + 1, close).replace(/\\(.)/g, '$1'));
			if (url !== null && text.length > start)
				entities.push({ type: 'text_link', offset: start, length: text.length - start, url });
			position = close + 1;
		} else {
			const mark = (['__', '||', '*', '_', '~'] as const).find((candidate) => source.startsWith(candidate, position));
			if (mark === undefined) {
				if (RESERVED.has(character)) {
					throw badRequest(
						`can't parse entities: Character '${character}' is reserved and must be escaped with the preceding '\\'`,
					);
				}
				text += character;
				position++;
				continue;
			}
			const current = open.at(-1);
			if (current?.mark === mark) {
				open.pop();
				if (text.length > current.start) {
					entities.push({ type: STYLES[mark], offset: current.start, length: text.length - current.start });
				}
			} else open.push({ mark, start: text.length, at: position });
			position += mark.length;
		}
	}
	const left = open.at(-1);
	if (left !== undefined) {
		const kind =
			left.mark === '[' ? 'a URL' : `${(STYLES[left.mark][0] ?? '').toUpperCase()}${STYLES[left.mark].slice(1)} entity`;
		throw unterminated(source, left.at, kind);
	}
	return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}
