import fc from 'fast-check';
import { resolveTyped } from '../../../core/decision/resolveTyped';
import { readTypedAnswer } from '../../../core/decision/typedAnswer';
import { decision, option } from './fixtures';

const read = (text: string): string => {
	const typed = readTypedAnswer(text);
	return typed ? [typed.choice, typed.reason, typed.marked ? 'marked' : ''].filter((part) => part).join(' | ') : '-';
};

describe('what a typed answer means', () => {
	it.each([
		['はい', 'approve'],
		['はい。', 'approve'],
		['はい！', 'approve'],
		[' はい\n', 'approve'],
		['はい、お願いします', 'approve'],
		['はいお願いします', 'approve'],
		['承認', 'approve'],
		['承認します。', 'approve'],
		['「承認」', 'approve'],
		['承認でお願いします', 'approve'],
		['ＯＫ', 'approve'],
		['ok', 'approve'],
		['OK!', 'approve'],
		['Ok.', 'approve'],
		['okです', 'approve'],
		['Yes', 'approve'],
		['yes, please', 'approve'],
		['Approve', 'approve'],
		['いいえ', 'reject'],
		['いいえ。', 'reject'],
		['却下', 'reject'],
		['却下します', 'reject'],
		['no', 'reject'],
		['No.', 'reject'],
		['no, thanks', 'reject'],
		['reject', 'reject'],
		['1', '1'],
		['１', '1'],
		['②', '2'],
		['2️⃣', '2'],
		['3.', '3'],
		['2番', '2'],
		['2番でお願いします', '2'],
		['選択肢３', '3'],
		['Option 2', '2'],
		['#4', '4'],
	])('%j is %s', (text, expected) => expect(read(text)).toBe(expected));

	it.each([
		['却下 予算が足りない', 'reject | 予算が足りない'],
		['却下、予算が足りない。', 'reject | 予算が足りない'],
		['却下　理由：予算が足りないため', 'reject | 予算が足りないため | marked'],
		['いいえ。来月にします', 'reject | 来月にします'],
		['reject too expensive', 'reject | too expensive'],
		['no, too expensive', 'reject | too expensive'],
		['no because it is too expensive', 'reject | it is too expensive | marked'],
		['2、様子を見たい', '2 | 様子を見たい'],
		['はい 理由は在庫があるから', 'approve | 在庫があるから | marked'],
		['yes because we have stock', 'approve | we have stock | marked'],
		['はい、ただし予算は半分で', 'approve | ただし予算は半分で'],
	])('%j carries a reason', (text, expected) => expect(read(text)).toBe(expected));

	it.each([
		[''],
		['はいれつ'],
		['はいはい'],
		['はい？'],
		['いいえて妙'],
		['承認しない'],
		['却下予算が足りない'],
		['okinawa'],
		['no problem'],
		['no problem, go ahead'],
		['no way'],
		['nope'],
		['yesterday'],
		['yes?'],
		['yes but only half'],
		['1 or 2'],
		['1, 2'],
		['1.5'],
		['12'],
		['0'],
		['5'],
		['1週間で200万作りたい'],
		['2 days more'],
		['1位を目指す'],
		['予算30万以内でお願いします'],
		['not yes'],
		['=HYPERLINK("http://x")'],
		['はい '.repeat(300)],
	])('%j is no answer', (text) => expect(read(text)).toBe('-'));

	it('never throws and never reads a choice out of text that does not begin with one', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
				const typed = readTypedAnswer(`計画 ${text}`);
				expect(typed).toBeNull();
				expect(() => readTypedAnswer(text)).not.toThrow();
			}),
		);
	});
});

describe('which option a typed answer names', () => {
	const two = decision();
	const three = decision({
		options: [option('1', 'a', 'approve'), option('2', 'b', 'approve'), option('3', 'c', 'reject')],
	});
	it.each([
		[two, 'はい', '1'],
		[two, '却下 高い', '2'],
		[two, '2、様子を見たい', '2'],
		[two, 'はい、ただし半額で', 'conditional'],
		[two, '1、半額で', 'conditional'],
		[two, 'はい 理由は在庫があるから', '1'],
		[two, '3', 'no_such_option'],
		[three, 'はい', 'several_options'],
		[three, 'いいえ', '3'],
		[three, '2', '2'],
	])('%#', (asked, text, expected) => {
		const typed = readTypedAnswer(text);
		if (!typed) throw new Error('not read');
		const result = resolveTyped(asked, typed);
		expect(result.ok ? result.value.key : result.error).toBe(expected);
	});
});
