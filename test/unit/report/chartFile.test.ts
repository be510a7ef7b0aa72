import { chartFile } from '../../../core/report/chartFile';
import { chartTexts } from '../../../core/report/goalChart';
import { progressSeries } from '../../../core/report/progressSeries';
import { readSettings } from '../../../core/settings';
import { sampleGoal } from '../../contract/sampleRows';

const goal = { ...sampleGoal('g_1'), locale: 'en' as const };
const series = progressSeries(goal, [], readSettings([]), goal.periodStart);
const file = chartFile(series, chartTexts(goal, series));

test('a chart as a file stands alone: a size, colours of its own, and nothing that is fetched or run', () => {
	expect(file).toMatch(/width="880"\s+height="500"/);
	expect(file).toMatch(/\.done\{stroke:#[0-9a-f]{6}/);
	expect(file).not.toMatch(/var\(|script|href|url\(|@import|on\w+=/);
});

test('it is well-formed: every element is closed, every attribute quoted', () => {
	const open: string[] = [];
	for (const [, closing, name = '', attributes = '', empty] of file.matchAll(/<(\/?)(\w+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
		if (closing) expect(open.pop()).toBe(name);
		else if (!empty) open.push(name);
		expect(attributes).not.toContain('undefined');
	}
	expect(open).toEqual([]);
	expect(file.match(/</g)).toHaveLength([...file.matchAll(/<\/?\w+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g)].length);
});

test('what somebody typed stays text', () => {
	const texts = { ...chartTexts(goal, series), summary: '</title><script>alert(1)</script>' };
	expect(chartFile(series, texts)).not.toContain('<script');
});
