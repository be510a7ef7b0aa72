import fc from 'fast-check';
import { DateTime } from 'luxon';
import { createGoal } from '../../../core/goal/createGoal';
import { formatGoal } from '../../../core/goal/formatGoal';
import { readMentions, type MentionKind } from '../../../core/goal/mentions';
import { readInstruction } from '../../../core/goal/readInstruction';
import type { ParsedInstruction } from '../../../core/goal/types';
import type { MetricName } from '../../../core/types';
import { NOW, read, STATE, ZONE } from './support';

const KINDS: readonly MentionKind[] = ['currency', 'percent', 'number', 'duration', 'period', 'date', 'boolean'];
const METRICS: readonly MetricName[] = [
	'revenue',
	'profit',
	'new_customers',
	'members',
	'followers',
	'trials',
	'leads',
	'churn_rate',
	'conversion_rate',
];
const isMoney = (metric: MetricName): boolean => metric === 'revenue' || metric === 'profit';
const isRate = (metric: MetricName): boolean => metric === 'churn_rate' || metric === 'conversion_rate';
const instant = (shift: number): string =>
	DateTime.fromISO('2026-11-20', { zone: ZONE }).plus({ days: shift }).toUTC().toISO() ?? '';

/** Pieces instructions are made of, so that random texts reach deep into the rules. */
const PIECES = [
	...[
		'1週間',
		'で',
		'200万',
		'円',
		'今月',
		'末',
		'まで',
		'に',
		'前月比',
		'20%',
		'増',
		'予算',
		'以内',
		'使わない',
		'1日',
		'50件',
		'第4四半期',
		'二',
		'十',
		'万',
		'、',
		'。',
		'〜',
		'数',
		'半',
		'割',
		'\\',
		'¥',
	],
	...[
		'in ',
		'one ',
		'week ',
		'by ',
		'Friday ',
		'and ',
		'a half ',
		'$',
		'5',
		'.',
		',',
		'-',
		'/',
		'%',
		'million ',
		'yen ',
		'third ',
		'fifths ',
		'next ',
		'of ',
		'May ',
		'2016 ',
		'budget ',
		'no ',
		'from ',
		'to ',
	],
	...['😀', '👌🏿', '\u3099', '\ud800', 'ﾊﾟ', '㌔', '½', '\u0000', '\n', '　'],
];
const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 300 }),
	fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
);

const spansOf = (parsed: ParsedInstruction): { start: number; end: number }[] =>
	[
		parsed.metric?.span,
		parsed.target?.span,
		parsed.period?.span,
		...parsed.constraints.map(({ span }) => span),
		...parsed.actions.map(({ span }) => span),
		...parsed.workflows.map(({ span }) => span),
		...parsed.questions.map(({ span }) => span),
	].filter((span) => span !== null && span !== undefined);

test('no text makes the reader throw, and every span lies in the text', () => {
	fc.assert(
		fc.property(text, fc.constantFrom('auto', 'ja', 'en'), (typed, language) => {
			const parsed = read(typed, language);
			expect(parsed.text).toBe(typed);
			for (const { start, end } of spansOf(parsed)) {
				expect(start).toBeGreaterThanOrEqual(0);
				expect(end).toBeLessThanOrEqual(typed.length);
				expect(start).toBeLessThan(end);
			}
			if (parsed.questions.length === 0) expect([parsed.metric, parsed.target, parsed.period]).not.toContain(null);
		}),
		{ numRuns: 200 },
	);
});

test('mentions of every kind come in order, do not overlap and lie in the text', () => {
	fc.assert(
		fc.property(text, fc.constantFrom(...KINDS), fc.constantFrom('ja', 'en'), (typed, kind, locale) => {
			let last = 0;
			for (const { start, end } of readMentions(typed, kind, locale, '2026-11-20')) {
				expect(start).toBeGreaterThanOrEqual(last);
				expect(end).toBeGreaterThan(start);
				last = end;
			}
			expect(last).toBeLessThanOrEqual(typed.length);
		}),
		{ numRuns: 400 },
	);
});

test('a goal put in words and read again is the same goal', () => {
	const goals = fc
		.record({
			locale: fc.constantFrom('ja' as const, 'en' as const),
			metric: fc.constantFrom(...METRICS),
			amount: fc.integer({ min: 1, max: 900_000_000 }),
			share: fc.integer({ min: 1, max: 999 }),
			currency: fc.constantFrom('JPY', 'USD', 'EUR'),
			from: fc.integer({ min: 0, max: 60 }),
			days: fc.integer({ min: 1, max: 200 }),
			budget: fc.option(fc.integer({ min: 1, max: 5_000_000 })),
		})
		.map(({ locale, metric, amount, share, currency, from, days, budget }) => ({
			locale,
			metric,
			targetValue: isRate(metric) ? Number((share / 1000).toPrecision(12)) : amount,
			currency: isMoney(metric) ? currency : null,
			baselineValue: null,
			periodStart: instant(from),
			periodEnd: instant(from + days),
			timeZone: ZONE,
			budgetLimit: budget,
		}));
	fc.assert(
		fc.property(goals, (goal) => {
			const sentence = formatGoal(goal, 'JPY');
			const state = { ...STATE, currency: null };
			const again = createGoal(read(sentence), { state, timeZone: ZONE, currency: 'JPY', exchangeRates: {} });
			expect(again).toMatchObject({ ok: true, value: goal });
		}),
		{ numRuns: 300 },
	);
});

const HOSTILE = [
	'1',
	'1 ',
	'1,',
	'万',
	'十',
	'a ',
	'and ',
	'one ',
	'twenty ',
	'1/1/',
	'1日',
	'今月',
	'100〜',
	'予算30万',
	'not ',
	'half ',
	'x^',
	'next ',
	'.',
	'-',
	'\u3099',
	'\ud800',
	'使わない',
	'http://',
];

test.each(HOSTILE)('a megabyte of %j is answered at once', (unit) => {
	const megabyte = unit.repeat(Math.ceil(1_000_000 / unit.length));
	const start = performance.now();
	readInstruction(megabyte, { now: NOW, timeZone: ZONE, language: 'auto', defaultCurrency: 'JPY' });
	expect(performance.now() - start).toBeLessThan(1000);
});

test.each(HOSTILE.slice(0, 12))('reading %j takes time in proportion to its length', (unit) => {
	const time = (length: number): number => {
		const typed = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
		const start = performance.now();
		for (const locale of ['ja', 'en'] as const)
			for (const kind of ['number', 'period'] as const) readMentions(typed, kind, locale, '2026-11-20');
		return performance.now() - start;
	};
	time(1000);
	const short = Math.min(time(1000), time(1000), time(1000));
	const long = Math.min(time(8000), time(8000));
	// Eight times the length: 8 for linear work, 64 for quadratic.
	expect(long).toBeLessThan(30 * Math.max(short, 2));
});
