import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMentions, type Mention, type MentionKind } from '../../../core/goal/mentions';

/** The half of Recognizers-Text's cases that is shipped with the pack, scored as test/corpora/score.mjs does. */
const CORPUS = join(__dirname, '../../corpora/recognizers-text');
const KINDS: Readonly<Record<string, MentionKind>> = {
	CurrencyModel: 'currency',
	PercentModel: 'percent',
	NumberModel: 'number',
	DurationParser: 'duration',
	DatePeriodParser: 'period',
	DateParser: 'date',
	BooleanModel: 'boolean',
};

interface Spec {
	readonly Input: string;
	readonly Context?: { readonly ReferenceDateTime?: string };
	readonly Results?: readonly (SpecResult | null)[];
}
interface SpecResult {
	readonly Start?: number;
	readonly End?: number;
	readonly Length?: number;
	readonly Resolution?: Readonly<Record<string, unknown>>;
	readonly Value?: { readonly FutureResolution?: Readonly<Record<string, unknown>> };
}

const numeric = (value: unknown): number | null =>
	value === null || value === undefined || value === 'null' ? null : Number(String(value).replace(/[%,\s]/g, ''));
const close = (a: number | null, b: number | null): boolean =>
	a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

function isRight(kind: MentionKind, got: Mention, want: Readonly<Record<string, unknown>>): boolean {
	const code = typeof want.isoCurrency === 'string' && !want.isoCurrency.startsWith('_') ? want.isoCurrency : null;
	switch (kind) {
		case 'currency':
			return (
				(numeric(want.value) === null || close(numeric(got.value), numeric(want.value))) &&
				(code === null || got.currency === code)
			);
		case 'duration':
			return close(numeric(got.seconds), numeric(want.duration));
		case 'period':
			return got.startDate === want.startDate && got.endDate === want.endDate;
		case 'date':
			return got.date === want.date;
		case 'boolean':
			return got.value === want.value;
		default:
			return close(numeric(got.value), numeric(want.value));
	}
}

function overlaps(got: Mention, { Start, End, Length }: SpecResult): boolean {
	if (Start === undefined || (Length === undefined && End === undefined)) return true;
	const end = Length === undefined ? (End ?? 0) + 1 : Start + Length;
	return got.start < end && Start < got.end;
}

const isRightCase = (kind: MentionKind, locale: 'ja' | 'en', { Input, Context, Results = [] }: Spec): boolean => {
	const got = readMentions(Input, kind, locale, Context?.ReferenceDateTime ?? '');
	const want = Results.filter((result) => result !== null);
	return (
		got.length === want.length &&
		want.every((result, i) => {
			const mention = got[i];
			return (
				mention !== undefined &&
				overlaps(mention, result) &&
				isRight(kind, mention, result.Resolution ?? result.Value?.FutureResolution ?? {})
			);
		})
	);
};

/** Shares of cases that must be right. Those of ja percentages and numbers allow for the suites' own slips (6 % for 600ポイント, 0.6 for a date). */
const LEAST: Readonly<Record<string, number>> = {
	'ja/currency': 0.97,
	'ja/duration': 0.97,
	'ja/boolean': 1,
	'ja/percent': 0.92,
	'ja/number': 0.92,
	'ja/date': 0.97,
	'ja/period': 0.97,
	'en/currency': 0.97,
	'en/duration': 0.97,
	'en/boolean': 1,
	'en/percent': 0.9,
	'en/number': 0.97,
	'en/date': 0.97,
	'en/period': 0.97,
};

const suites = (['ja', 'en'] as const).flatMap((locale) =>
	readdirSync(join(CORPUS, locale)).flatMap((file) => {
		const kind = KINDS[file.replace('.json', '')];
		return kind === undefined ? [] : [{ name: `${locale}/${kind}`, locale, kind, path: join(CORPUS, locale, file) }];
	}),
);

test('all suites are there', () => {
	expect(suites.map(({ name }) => name).sort()).toEqual(Object.keys(LEAST).sort());
});

test.each(suites)('$name', ({ name, locale, kind, path }) => {
	const specs: Spec[] = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
	const right = specs.filter((spec) => isRightCase(kind, locale, spec)).length;
	expect(specs.length).toBeGreaterThan(5);
	expect(right / specs.length).toBeGreaterThanOrEqual(LEAST[name] ?? 1);
});
