import { buildReport } from '../../../core/report/buildReport';
import type { Adjustment, Locale, MetricName } from '../../../core/types';
import { readSettings } from '../../../core/settings';
import { sampleAdjustment } from '../../contract/sampleRows';
import { stateWith } from '../learning/fixtures';
import { goal } from '../plan/fixtures';

const NOW = '2026-11-21T12:00:00.000Z';
const adjustment = (workflowKey: string, values: Partial<Adjustment> = {}) =>
	sampleAdjustment(`goal-1/2026-11-21/${workflowKey}`, {
		workflowKey,
		adjustedAt: '2026-11-21T00:00:00.000Z',
		before: 20,
		after: 35,
		reason: 'learned',
		measuredEffect: null,
		...values,
	});
const report = (kind: 'daily' | 'final', adjustments: readonly Adjustment[], locale: Locale = 'en', profile = 'balanced') =>
	buildReport(
		kind,
		stateWith({ goal: goal({ locale }), adjustments, settings: readSettings([{ key: 'PROFILE', value: profile, note: '' }]) }),
		NOW,
	).lines.join('\n');

describe('a report', () => {
	it('names today’s changes with why, and what adjusting has brought', () => {
		const text = report('daily', [
			adjustment('good'),
			adjustment('old', { planVersion: 7, adjustedAt: '2026-11-19T00:00:00.000Z', measuredEffect: 12_000 }),
		]);
		expect(text).toContain('- good: 20 → 35 actions (by its results so far)');
		expect(text).not.toContain('- old:');
		expect(text).toContain('Adjustments: 2, measured effect ¥12,000');
	});

	it('only counts them at the goal’s end, or where there are many', () => {
		expect(report('final', [adjustment('good')])).not.toContain('- good:');
		const many = Array.from({ length: 9 }, (_, index) => adjustment(`w${index}`));
		expect(report('daily', many)).not.toContain('- w0:');
		expect(report('daily', many)).toContain('Adjustments: 9');
	});

	it('does not count what a person decided as done by itself', () => {
		const text = report('daily', [adjustment('good', { authority: 'decision' })]);
		expect(text).not.toContain('- good:');
		expect(text).toContain('Adjustments: 1');
	});

	it.each([
		['en', 'I do not adapt'],
		['ja', '測れないため'],
	] as const)(
		'says in %s of a rate and a profit that their plan is not adjusted, and of other goals nothing',
		(locale, words) => {
			const linesOf = (metric: MetricName): string =>
				buildReport('daily', stateWith({ goal: goal({ locale, metric }), settings: readSettings([]) }), NOW).lines.join('\n');
			expect(linesOf('conversion_rate')).toContain(words);
			expect(linesOf('profit')).toContain(words);
			expect(linesOf('revenue')).not.toContain(words);
		},
	);

	it('says nothing of adjustments where there were none', () => expect(report('daily', [])).not.toContain('Adjust'));

	it.each([
		['en', 'conservative', 'Optimization level: conservative'],
		['en', 'aggressive', 'Optimization level: aggressive'],
		['ja', 'balanced', '最適化レベル：標準'],
	] as const)('says in %s that the level is %s', (locale, profile, line) => {
		expect(report('daily', [], locale, profile)).toContain(line);
	});

	it('speaks Japanese of changes too', () => {
		expect(report('daily', [adjustment('good', { reason: 'behind' })], 'ja')).toContain(
			'・good：20件 → 35件（予定より遅れているため）',
		);
	});
});
