import { sparkline } from '../../../core/report/sparkline';

test.each([
	[[], ''],
	[[0, 0], '▁▁'],
	[[0, 50, 100], '▁▅█'],
	[[7], '█'],
	[[1, 2, 3, 4, 5, 6, 7, 8], '▂▃▄▅▅▆▇█'],
	[[-5, 10], '▁█'],
])('%j is drawn as "%s"', (values, blocks) => {
	expect(sparkline(values)).toBe(blocks);
});
