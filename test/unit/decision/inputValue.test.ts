import fc from 'fast-check';
import { inputHint } from '../../../core/decision/inputHint';
import { readInput, showValue } from '../../../core/decision/inputValue';
import { readReply } from '../../../core/decision/readReply';
import type { DecisionInput } from '../../../core/types';
import { decision, view } from './fixtures';

const money = { type: 'number', option: '1', min: 1_000, max: 1_000_000, unit: 'JPY' } as const;
const count = { type: 'number', option: '1', min: 0, max: null, unit: '人' } as const;
const bare = { type: 'number', option: '1', min: null, max: null, unit: null } as const;
const text = { type: 'text', option: '1', maxLength: 10 } as const;
const read = (input: DecisionInput, typed: string): string => {
	const result = readInput(input, typed);
	return result.ok ? result.value : result.error;
};

describe('a number that was typed', () => {
	it.each<[DecisionInput, string, string]>([
		[money, '40万', '400000'],
		[money, '４０万', '400000'],
		[money, '40万円', '400000'],
		[money, '四十万円', '400000'],
		[money, '40万円でお願いします。', '400000'],
		[money, '400k', '400000'],
		[money, '400K yen', '400000'],
		[money, '400 thousand yen', '400000'],
		[money, '¥400,000', '400000'],
		[money, '￥４００，０００', '400000'],
		[money, ' 400000 JPY please', '400000'],
		[money, '$400', 'other_unit'],
		[money, '400ドル', 'other_unit'],
		[money, '999', 'too_small'],
		[money, '1億', 'too_large'],
		[money, '約40万', 'not_a_number'],
		[money, 'about 400k', 'not_a_number'],
		[money, '40万か50万', 'not_a_number'],
		[money, '40万〜50万', 'not_a_number'],
		[money, '予算は40万まで', 'not_a_number'],
		[money, '40,00', 'not_a_number'],
		[money, '400 000 0', 'not_a_number'],
		[money, '40%', 'not_a_number'],
		[money, '1週間で200万作りたい', 'not_a_number'],
		[money, 'はい', 'not_a_number'],
		[money, '', 'not_a_number'],
		[money, '=400000', 'not_a_number'],
		[count, '20人', '20'],
		[count, '20', '20'],
		[count, '20円', 'other_unit'],
		[count, '20人です', '20'],
		[count, '-1', 'too_small'],
		[bare, '-12.5', '-12.5'],
		[bare, '1,234.5', '1234.5'],
		[bare, '0.0000001', 'not_a_number'],
		[bare, '1e6', '1000000'],
		[text, ' 夏のセール ', '夏のセール'],
		[text, 'a\u202eb', 'ab'],
		[text, ' \n', 'empty'],
		[text, '12345678901', 'too_long'],
	])('%#: %j', (input, typed, expected) => expect(read(input, typed)).toBe(expected));

	it('is read as it is shown, in either language', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1_000, max: 1_000_000 }), fc.constantFrom('ja', 'en'), (value, locale) => {
				expect(read(money, showValue(money, String(value), locale))).toBe(String(value));
			}),
		);
	});

	it('is asked for with its unit and limits', () => {
		expect(inputHint(money, view('ja'))).toBe(
			'金額（JPY）を1つだけ、数字でお願いします。例：40万、400,000（1,000円以上、1,000,000円以下）',
		);
		expect(inputHint(count, view('ja'))).toBe('数字を1つだけお願いします（単位：人）。例：20（0以上）');
		expect(inputHint(bare, view('en'))).toBe('One number, for example 20.');
		expect(inputHint(text, view('en'))).toBe('A text of at most 10 characters.');
	});
});

describe('a message typed in answer to a question that asks for a value', () => {
	const reply = (input: DecisionInput, typed: string): string => {
		const said = readReply(decision({ input }), typed);
		return said === null ? 'nothing' : said.ok ? `${said.value.option} ${said.value.value} ${said.value.reason}` : said.error;
	};
	it.each<[DecisionInput, string, string]>([
		[money, '40万', '1 40万 null'],
		[money, 'maybe', '1 maybe null'],
		[money, 'いいえ', '2 null null'],
		[money, '却下 予算が足りない', '2 null 予算が足りない'],
		[money, '案2', '2 null null'],
		[money, 'はい', '1 null null'],
		// 1 yen or option 1: neither.
		[money, '1', 'option_or_value'],
		[money, '２', 'option_or_value'],
		[money, '1円', '1 1円 null'],
		[money, 'はい、ただし半額で', 'conditional'],
		[count, '2', '1 2 null'],
		[text, '夏のセール', '1 夏のセール null'],
		[text, 'OK、夏のセール', '1 OK、夏のセール null'],
		[text, 'no', '2 null null'],
		[text, '2', '2 null null'],
	])('%#: %j', (input, typed, expected) => expect(reply(input, typed)).toBe(expected));

	it('is read by the fixed words alone where nothing is asked for', () => {
		expect(readReply(decision(), '40万')).toBeNull();
		expect(readReply(decision(), '2')).toMatchObject({ ok: true, value: { option: '2' } });
	});
});
