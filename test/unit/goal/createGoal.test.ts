import { createGoal } from '../../../core/goal/createGoal';
import { readInstruction } from '../../../core/goal/readInstruction';
import { goalOrQuestions, NOW, read, STATE, ZONE } from './support';

const context = { state: STATE, timeZone: ZONE, currency: 'JPY', exchangeRates: {} };

describe("the owner's examples", () => {
	test('「1週間で200万作りたい、ワークフロー回してくれ」 is 2,000,000 JPY in seven whole days from today', () => {
		const text = '1週間で200万作りたい、ワークフロー回してくれ';
		const parsed = read(text);
		expect(parsed).toMatchObject({
			locale: 'ja',
			metric: { name: 'revenue', stated: false, span: null },
			target: { type: 'absolute', value: 2_000_000, currency: null, hedge: null, span: { start: 4, end: 8 } },
			period: { firstDay: '2026-11-20', lastDay: '2026-11-26', kind: 'length', span: { start: 0, end: 4 } },
			constraints: [],
			questions: [],
		});
		expect(parsed.actions.map(({ action, span }) => [action, text.slice(span.start, span.end)])).toEqual([
			['earn', '作りたい'],
			['run_workflows', 'ワークフロー回してくれ'],
		]);
		expect(createGoal(parsed, context)).toEqual({
			ok: true,
			value: {
				instruction: text,
				locale: 'ja',
				metric: 'revenue',
				targetValue: 2_000_000,
				currency: 'JPY',
				baselineValue: null,
				periodStart: '2026-11-19T15:00:00.000Z',
				periodEnd: '2026-11-26T15:00:00.000Z',
				timeZone: 'Asia/Tokyo',
				budgetLimit: null,
				limits: null,
				constraints: [],
			},
		});
	});

	test('「今月の売上を前月比20%増やしてくれ」 is last month × 1.2 in this calendar month', () => {
		expect(goalOrQuestions('今月の売上を前月比20%増やしてくれ')).toMatchObject({
			metric: 'revenue',
			targetValue: 1_860_000,
			baselineValue: 1_550_000,
			currency: 'JPY',
			periodStart: '2026-10-31T15:00:00.000Z',
			periodEnd: '2026-11-30T15:00:00.000Z',
		});
	});

	test('a report of a likely overrun is no goal', () => {
		expect(goalOrQuestions('予算超過の可能性が検出されました（15%超過見込み）')).toEqual(['target_missing', 'period_missing']);
	});
});

describe('spans', () => {
	test.each([
		['ＵＳ＄５，０００を今月中に😀稼ぎたい', 'ＵＳ＄５，０００', '今月中に'],
		['😀😀 1週間で ２００万円', '２００万円', '1週間で'],
		['Earn   $5,000\tby   December 15', '$5,000', 'by   December 15'],
		['ﾌｫﾛﾜｰを来月末までに１万人に', '１万人', '来月末までに'],
	])('%s', (text, target, period) => {
		const parsed = read(text);
		expect(text.slice(parsed.target?.span.start, parsed.target?.span.end)).toBe(target);
		expect(text.slice(parsed.period?.span.start, parsed.period?.span.end)).toBe(period);
	});
});

describe('money', () => {
	test('a dollar shop with a yen goal and no rate is an error that names the setting', () => {
		const parsed = read('1週間で200万円');
		expect(() => createGoal(parsed, { ...context, state: { ...STATE, currency: 'USD' } })).toThrow(
			expect.objectContaining({ code: 'CURRENCY_RATE_MISSING', message: expect.stringContaining('FX_USD_JPY') }),
		);
	});

	test('a relative goal is in the currency of the shop', () => {
		const result = createGoal(read("Raise this month's sales 20% over last month"), {
			...context,
			state: { ...STATE, currency: 'USD' },
		});
		expect(result).toMatchObject({ ok: true, value: { currency: 'USD', targetValue: 1_860_000 } });
	});

	test('a budget in another currency is converted, and refused without a rate', () => {
		const parsed = read('1週間で200万円。予算は1000ドルまで');
		expect(createGoal(parsed, { ...context, exchangeRates: { USD_JPY: 150 } })).toMatchObject({
			ok: true,
			value: { budgetLimit: 150_000 },
		});
		expect(() => createGoal(parsed, context)).toThrow(expect.objectContaining({ code: 'CURRENCY_RATE_MISSING' }));
	});

	test('an amount without a currency is in the default one', () => {
		expect(createGoal(read('1週間で200万'), { ...context, currency: 'USD', state: { ...STATE, currency: 'USD' } })).toMatchObject(
			{
				ok: true,
				value: { currency: 'USD', targetValue: 2_000_000 },
			},
		);
	});
});

describe('days', () => {
	const first = (now: string, timeZone: string, text: string): unknown => {
		const parsed = readInstruction(text, { now, timeZone, language: 'auto', defaultCurrency: 'USD' });
		const result = createGoal(parsed, { ...context, timeZone, currency: 'USD', state: { ...STATE, currency: 'USD' } });
		return result.ok ? [result.value.periodStart, result.value.periodEnd] : result.error;
	};

	test('today is the day in the zone, not in UTC', () => {
		expect(first('2026-11-20T20:00:00Z', 'Asia/Tokyo', 'Earn $500 today')).toEqual([
			'2026-11-20T15:00:00.000Z',
			'2026-11-21T15:00:00.000Z',
		]);
		expect(first('2026-11-20T02:00:00Z', 'America/New_York', 'Earn $500 today')).toEqual([
			'2026-11-19T05:00:00.000Z',
			'2026-11-20T05:00:00.000Z',
		]);
	});

	test('a week over the end of daylight saving time is seven days, not 168 hours', () => {
		expect(first('2026-10-30T12:00:00Z', 'America/New_York', 'Earn $500 in one week')).toEqual([
			'2026-10-30T04:00:00.000Z',
			'2026-11-06T05:00:00.000Z',
		]);
	});

	test('one month from 31 January ends with February', () => {
		expect(first('2027-01-31T12:00:00Z', 'UTC', 'Earn $500 in one month')).toEqual([
			'2027-01-31T00:00:00.000Z',
			'2027-02-28T00:00:00.000Z',
		]);
	});
});

test('questions come in the language of the instruction, with both readings', () => {
	expect(read('来月までに100万円').questions).toEqual([
		{
			code: 'period_ambiguous',
			text: '期限が二通りに読めます。どちらですか?',
			readings: ['2026年11月20日から2026年11月30日まで', '2026年11月20日から2026年12月31日まで'],
			span: { start: 0, end: 5 },
		},
	]);
	expect(read('Earn 1 to 2 million yen this month').questions).toMatchObject([
		{ code: 'target_range', readings: ['1,000,000 JPY', '2,000,000 JPY'] },
	]);
});

test("the catalog's own workflow names are recognised", () => {
	const parsed = readInstruction('朝刊ニュースレターは使わないで1週間で200万', {
		now: NOW,
		timeZone: ZONE,
		language: 'auto',
		defaultCurrency: 'JPY',
		workflows: [{ key: 'morning_news', name: '朝刊ニュースレター' }],
	});
	expect(parsed.constraints).toMatchObject([{ type: 'exclude', workflowKey: 'morning_news', name: '朝刊ニュースレター' }]);
});

test('a text too long to be an instruction is not read', () => {
	expect(read(`1週間で200万${'。'.repeat(2000)}`).questions.map(({ code }) => code)).toEqual(['text_too_long']);
});
