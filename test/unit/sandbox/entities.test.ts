import fc from 'fast-check';
import { parseHtml, trimmed } from '../../../sandbox/telegram/entities';
import { TelegramError } from '../../../sandbox/telegram/errors';
import { parseMarkdown, parseMarkdownV2 } from '../../../sandbox/telegram/markdown';

const refused = (act: () => unknown): string => {
	try {
		act();
	} catch (error) {
		if (error instanceof TelegramError) return error.description.replace("Bad Request: can't parse entities: ", '');
		throw error;
	}
	return 'accepted';
};

describe('HTML as Telegram reads it', () => {
	it.each([
		[
			'<b>太字</b> と <i>斜体</i>',
			'太字 と 斜体',
			[
				{ type: 'bold', offset: 0, length: 2 },
				{ type: 'italic', offset: 5, length: 2 },
			],
		],
		['<B>x</B>', 'x', [{ type: 'bold', offset: 0, length: 1 }]],
		['&lt;b&gt; &amp; &quot; &#12354; &#x3042; &nbsp;', '<b> & " あ あ &nbsp;', []],
		['😀<u>x</u>', '😀x', [{ type: 'underline', offset: 2, length: 1 }]],
		[
			'<a href="https://example.com/?a=1&amp;b=2">リンク</a>',
			'リンク',
			[{ type: 'text_link', offset: 0, length: 3, url: 'https://example.com/?a=1&b=2' }],
		],
		['<a href="javascript:alert(1)">x</a>', 'x', []],
		['<pre><code class="language-ts">1</code></pre>', '1', [{ type: 'pre', offset: 0, length: 1, language: 'ts' }]],
		['<blockquote expandable>q</blockquote>', 'q', [{ type: 'expandable_blockquote', offset: 0, length: 1 }]],
		['<span class="tg-spoiler">s</span>', 's', [{ type: 'spoiler', offset: 0, length: 1 }]],
		[
			'<b>a<i>b</i></b>',
			'ab',
			[
				{ type: 'bold', offset: 0, length: 2 },
				{ type: 'italic', offset: 1, length: 1 },
			],
		],
		['<b></b>', '', []],
	])('%s', (source, text, entities) => {
		expect(parseHtml(source)).toEqual({ text, entities });
	});

	it.each([
		['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
		['<div>x</div>', 'Unsupported start tag "div" at byte offset 0'],
		['あ<br>', 'Unsupported start tag "br" at byte offset 3'],
		['x</b>', 'Unexpected end tag at byte offset 1'],
		['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
		['1 < 2', 'Unsupported start tag "" at byte offset 2'],
		['1 <', 'Unclosed start tag at byte offset 2'],
		['<a href="x', 'Unclosed start tag "a" at byte offset 0'],
		['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
		['<b>x</b', 'Unclosed end tag at byte offset 4'],
	])('refuses %s', (source, message) => {
		expect(refused(() => parseHtml(source))).toBe(message);
	});

	it('gives escaped text back as it was, and fails in no other way', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
				expect(parseHtml(escaped)).toEqual({ text, entities: [] });
			}),
		);
		fc.assert(
			fc.property(fc.array(fc.constantFrom('<', '>', '/', 'b', 'a', ' ', '=', '"', '&', ';', 'あ')), (parts) => {
				expect(typeof refused(() => parseHtml(parts.join('')))).toBe('string');
			}),
		);
	});

	it('cuts white space at the ends and moves the entities', () => {
		expect(trimmed(parseHtml(' \n<b>a </b> '))).toEqual({ text: 'a', entities: [{ type: 'bold', offset: 0, length: 1 }] });
	});
});

describe('Markdown as Telegram reads it', () => {
	it.each([
		['*b* _i_ `c` [l](https://e.com/)', 'b i c l', ['bold', 'italic', 'code', 'text_link']],
		['a\\_b', 'a_b', []],
		['```js\ncode\n```', 'code\n', ['pre']],
		['[no link]', 'no link', []],
	])('%s', (source, text, types) => {
		const parsed = parseMarkdown(source);
		expect([parsed.text, parsed.entities.map(({ type }) => type)]).toEqual([text, types]);
	});

	it('refuses what is not closed, with the byte', () => {
		expect(refused(() => parseMarkdown('あ snake_case'))).toBe("Can't find end of the entity starting at byte offset 9");
	});

	it.each([
		['*b _i_* __u__ ~s~ ||p||', 'b i u s p', ['bold', 'italic', 'underline', 'strikethrough', 'spoiler']],
		['1\\. a\\-b', '1. a-b', []],
		['`a.b` [t](https://e.com/)', 'a.b t', ['code', 'text_link']],
	])('version 2: %s', (source, text, types) => {
		const parsed = parseMarkdownV2(source);
		expect([parsed.text, parsed.entities.map(({ type }) => type)]).toEqual([text, types]);
	});

	it.each([
		['1. a', "Character '.' is reserved and must be escaped with the preceding '\\'"],
		['*b', "Can't find end of Bold entity starting at byte offset 0"],
	])('version 2 refuses %s', (source, message) => {
		expect(refused(() => parseMarkdownV2(source))).toBe(message);
	});
});
