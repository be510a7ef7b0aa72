import { reportHtml, reportText } from '../../../core/report/html';
import type { Report } from '../../../core/types';

const report = (lines: readonly string[]): Report => ({
	kind: 'final',
	goalId: 'g_1',
	locale: 'en',
	title: 'Final report',
	lines,
});
/** As Telegram counts: after its entities are read. */
const shown = (html: string): string => html.replace(/<\/?b>/g, '').replace(/&(?:amp|lt|gt|quot);/g, '?');

test('a report longer than a chat takes is cut, line by line, and says so; the text keeps all of it', () => {
	const long = report([
		'Instruction: ' + '<'.repeat(2_000),
		'Progress: 105%',
		...Array.from({ length: 40 }, () => 'Question? '.repeat(50)),
	]);
	const html = reportHtml(long);
	expect(shown(html).length).toBeLessThanOrEqual(4_096);
	expect(html).toContain('Progress: 105%');
	expect(html.endsWith('…')).toBe(true);
	expect(html).not.toMatch(/&[a-z]*…/);
	expect(reportText(long).length).toBeGreaterThan(20_000);
});

test('a report that fits is shown whole', () => {
	expect(reportHtml(report(['a < b', 'c']))).toBe('<b>Final report</b>\na &lt; b\nc');
});
