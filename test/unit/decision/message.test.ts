import fc from 'fast-check';
import { questionEmail } from '../../../core/decision/email';
import { outcomeLines, questionLines, toHtml } from '../../../core/decision/message';
import { confirmPage, messagePage, outcomePage } from '../../../core/decision/page/singlePages';
import { cleanText, escapeHtml } from '../../../core/decision/safeText';
import { splitMessage } from '../../../core/decision/splitMessage';
import { localeOfText, viewOf } from '../../../core/decision/view';
import { ALICE, decision, NOW, option, view } from './fixtures';

const POLICY = "default-src 'none'";

const rich = decision({
	options: [
		option('1', '予算内に縮小する', 'approve', {
			spend: { amount: 300_000, currency: 'JPY' },
			probability: 0.41,
			finishAt: '2026-11-27T03:00:00.000Z',
		}),
		option('2', 'すべて停止する', 'reject'),
	],
});
const text = (lines: readonly { text: string }[]): string => lines.map((line) => line.text).join('\n');

describe('a question', () => {
	it('shows what it rests on, the computed effects, the recommendation and the deadline in local time', () => {
		expect(text(questionLines(rich, view('ja')))).toBe(
			[
				'【至急】ご判断をお願いします',
				'予算超過の可能性が検出されました。どうしますか？',
				'',
				'判断材料',
				'・予算：300,000円',
				'',
				'選択肢',
				'✅ 1. 予算内に縮小する',
				'　→ 費用見込み 300,000円、達成確率 41%、達成見込み 11月27日(金)',
				'🚫 2. すべて停止する',
				'',
				'おすすめ：1. 予算内に縮小する',
				'リスク：中',
				'回答期限：11月21日(土) 12:00（日本時間）。期限までに回答がない場合は、何も実行しません。',
				'ボタンを押すか、このメッセージに「はい」「いいえ」または番号で返信してください。「却下 予算が足りない」のように理由も添えられます。',
			].join('\n'),
		);
		expect(text(questionLines(rich, view('en')))).toContain(
			'✅ 1. 予算内に縮小する\n　→ spends ¥300,000, 41% likely to reach the goal, reached by Fri 27 Nov',
		);
	});

	it('says of an option whether it approves, whatever its label claims', () => {
		const lying = decision({ options: [option('1', '🚫 Reject', 'approve'), option('2', '✅ Approve', 'reject')] });
		expect(text(questionLines(lying, view('en')))).toContain('✅ 1. 🚫 Reject\n🚫 2. ✅ Approve');
	});

	it('speaks the goal’s language, else the language of the question', () => {
		expect(localeOfText('Refund order 1042?')).toBe('en');
		expect(localeOfText('Order 1042 を返金？')).toBe('ja');
		expect(viewOf({ question: 'Refund?' }, null, 'Europe/Paris')).toMatchObject({ locale: 'en', timeZone: 'Europe/Paris' });
	});

	it.each([
		['approved', '✅ 承認済み：1. 予算内に縮小する（Telegram 111、11月20日(金) 14:00（日本時間））'],
		['rejected', '🚫 却下済み'],
		['expired', '何も実行していません'],
		['cancelled', '取り下げられました'],
		['superseded', '無効になりました'],
	] as const)('shows in its place that it was %s', (status, expected) => {
		const closed = {
			...rich,
			status,
			answer: status === 'expired' ? null : '1',
			answeredBy: ALICE,
			answeredAt: '2026-11-20T05:00:00.000Z',
		};
		expect(text(outcomeLines(closed, view('ja')))).toContain(expected);
	});
});

describe('text from outside', () => {
	it.each([
		['a\u202eb', 'ab'],
		['a\u200b\u200d\ufeff\u00adb', 'ab'],
		['\u2066x\u2069', 'x'],
		['a\u0000\u0007\u001bb', 'ab'],
		['a\r\nb\u2028c', 'a\nb\nc'],
		['a\n\n\n\n\nb', 'a\n\nb'],
		['a\tb', 'a b'],
		['tag\u{e0041}s', 'tags'],
		['مرحبا', 'مرحبا'],
		['日本語', '日本語'],
	])('%j becomes %j', (given, expected) => expect(cleanText(given, 100)).toBe(expected));

	it('is cut by characters, not in the middle of one', () => expect(cleanText('😀😀😀😀', 3)).toBe('😀😀…'));

	it('never brings markup into a message, page or e-mail', () => {
		const evil = '<script>alert(1)</script><b onclick="x">&\'"';
		const asked = decision({
			question: evil,
			evidence: [evil],
			options: [option('1', evil, 'approve'), option('2', 'no', 'reject')],
		});
		const first = asked.options[0] ?? option('1', '', 'approve');
		const email = questionEmail(
			asked,
			{ options: new Map([['1', 'https://n8n.example/x?a=1&b="><script>']]), page: null },
			view('en'),
		);
		const shown = [
			toHtml(questionLines(asked, view('en'))),
			confirmPage({ decision: asked, view: view('en'), votes: [], now: NOW }, first, POLICY),
			outcomePage({ decision: asked, view: view('en') }, evil, POLICY),
			messagePage(evil, { locale: 'en', policy: POLICY }),
			email.html,
		];
		for (const html of shown) {
			expect(html).toContain('&lt;script&gt;');
			expect(html).not.toMatch(/<script|<b onclick|="><|'"/i);
		}
	});

	it('can be read back exactly once escaped', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (given) => {
				const back = escapeHtml(given).replace(
					/&(amp|lt|gt|quot|#39);/g,
					(_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
				);
				expect(back).toBe(given);
				expect(escapeHtml(given)).not.toMatch(/[<>"']/);
			}),
		);
	});
});

describe('long messages', () => {
	it('are cut into parts that Telegram takes, each with whole tags, and lose nothing', () => {
		const line = fc.record({
			text: fc.string({ unit: fc.constantFrom('a', '&', '"', '字', '😀', ' '), maxLength: 3_000 }),
			bold: fc.boolean(),
		});
		fc.assert(
			fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
				const parts = splitMessage(lines);
				const plain = (html: string): string => html.replace(/<\/?b>/g, '').replace(/\n/g, '');
				for (const part of parts) {
					expect(part.length).toBeLessThanOrEqual(4_096);
					expect(part.match(/<b>/g)?.length).toBe(part.match(/<\/b>/g)?.length);
					expect(part).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
				}
				expect(parts.map(plain).join('')).toBe(plain(toHtml(lines)));
			}),
			{ numRuns: 50 },
		);
	});
});

describe('pages', () => {
	const asked = { decision: rich, view: view('ja'), votes: [], now: NOW };
	const page = confirmPage(asked, rich.options[0] ?? option('1', '', 'approve'), POLICY);
	it('ask to confirm one option by a form that posts to their own address', () => {
		expect(page).toContain('<html lang="ja">');
		expect(page).toContain('<form method="post">');
		expect(page).toContain('「1. 予算内に縮小する」と回答しますか？');
		expect(page).toContain('<label for="reason">');
	});
	it('run and load nothing', () => expect(page).not.toMatch(/<script|\son\w+=|https?:|<link|<img|<iframe|javascript:/i));
	it('have no form once it is decided', () => {
		const closed = outcomePage({ decision: { ...rich, status: 'expired' }, view: view('ja') }, '', POLICY);
		expect(closed).not.toContain('<form');
		expect(closed).toContain('何も実行していません');
	});
});
