import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as rival from '@microsoft/recognizers-text-suite';
import { readMentions, type MentionKind } from '../core/goal/mentions';
import type { Locale } from '../core/types';
import { runBenchmark } from './run';

/**
 * Cases per second of the mention reader and of @microsoft/recognizers-text-suite 1.3.1, on the same cases in the same process.
 * Kinds the rival does not offer for a language (it has no Japanese dates) are left out on both sides.
 */
interface Case {
	readonly text: string;
	readonly kind: MentionKind;
	readonly locale: Locale;
	readonly reference: string;
}

const KINDS: Readonly<Record<string, MentionKind>> = {
	CurrencyModel: 'currency',
	PercentModel: 'percent',
	NumberModel: 'number',
	DurationParser: 'duration',
	DatePeriodParser: 'period',
	DateParser: 'date',
	BooleanModel: 'boolean',
};
const CORPUS = join(__dirname, '../test/corpora/recognizers-text');

interface SpecCase {
	readonly Input: string;
	readonly Context?: { readonly ReferenceDateTime?: string };
}

const cases = (['ja', 'en'] as const).flatMap((locale) =>
	readdirSync(join(CORPUS, locale)).flatMap((file): Case[] => {
		const kind = KINDS[file.replace('.json', '')];
		const specs: SpecCase[] = JSON.parse(readFileSync(join(CORPUS, locale, file), 'utf8').replace(/^\uFEFF/, ''));
		return kind === undefined
			? []
			: specs.map((spec) => ({
					text: spec.Input,
					kind,
					locale,
					reference: spec.Context?.ReferenceDateTime ?? '2016-11-07T00:00:00',
				}));
	}),
);

function recognise({ text, kind, locale, reference }: Case): unknown {
	const culture = locale === 'ja' ? rival.Culture.Japanese : rival.Culture.English;
	switch (kind) {
		case 'currency':
			return rival.recognizeCurrency(text, culture, undefined, false);
		case 'percent':
			return rival.recognizePercentage(text, culture, undefined, false);
		case 'number':
			return rival.recognizeNumber(text, culture, undefined, false);
		case 'boolean':
			return rival.recognizeBoolean(text, culture, undefined, false);
		default:
			return rival.recognizeDateTime(text, culture, undefined, new Date(reference), false);
	}
}

const isOffered = (each: Case): boolean => {
	try {
		recognise(each);
		return true;
	} catch {
		return false;
	}
};

/** Cases per second over whole rounds, for at least `seconds`. */
function throughput(run: (each: Case) => unknown, list: readonly Case[], seconds: number): number {
	for (const each of list) run(each);
	const start = performance.now();
	let done = 0;
	while (performance.now() - start < seconds * 1000) {
		for (const each of list) run(each);
		done += list.length;
	}
	return done / ((performance.now() - start) / 1000);
}

void runBenchmark(() => {
	const offered = cases.filter(isOffered);
	const ours = throughput(({ text, kind, locale, reference }) => readMentions(text, kind, locale, reference), offered, 3);
	const theirs = throughput(recognise, offered, 3);
	return {
		name: 'parser',
		figures: { cases: offered.length, cases_per_second: ours },
		baselines: { recognizers_text_cases_per_second: theirs },
		ratio: ours / theirs,
	};
});
