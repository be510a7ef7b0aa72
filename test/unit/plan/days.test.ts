import { addDays, goalDays, remainingDays, weekdayOf } from '../../../core/plan/days';

const tokyo = (start: string, end: string) => ({
	periodStart: new Date(`${start}+09:00`).toISOString(),
	periodEnd: new Date(`${end}+09:00`).toISOString(),
	timeZone: 'Asia/Tokyo',
});

describe('the days of a period', () => {
	it.each([
		['one week of whole days', '2026-11-20T00:00', '2026-11-27T00:00', 7, '2026-11-26'],
		['one week from the afternoon', '2026-11-20T15:00', '2026-11-27T15:00', 7, '2026-11-26'],
		['the rest of the month from the afternoon', '2026-11-20T15:00', '2026-12-01T00:00', 11, '2026-11-30'],
		['24 hours', '2026-11-20T15:00', '2026-11-21T15:00', 1, '2026-11-20'],
		['one hour', '2026-11-20T15:00', '2026-11-20T16:00', 1, '2026-11-20'],
		['a month', '2026-11-01T00:00', '2026-12-01T00:00', 30, '2026-11-30'],
		['a leap year’s February', '2028-02-01T00:00', '2028-03-01T00:00', 29, '2028-02-29'],
	])('%s', (_, start, end, count, last) => {
		const days = goalDays(tokyo(start, end));
		expect(days).toHaveLength(count);
		expect(days[0]).toBe(start.slice(0, 10));
		expect(days[days.length - 1]).toBe(last);
	});

	it('counts days, not hours, where clocks change', () => {
		const days = goalDays({
			periodStart: '2026-10-24T22:00:00.000Z',
			periodEnd: '2026-10-31T23:00:00.000Z',
			timeZone: 'Europe/Berlin',
		});
		expect(days).toEqual(['2026-10-25', '2026-10-26', '2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30', '2026-10-31']);
	});

	it.each([
		['before the period', '2026-11-01T00:00:00.000Z', 7],
		['on its first day', '2026-11-20T01:00:00.000Z', 7],
		['in the middle', '2026-11-23T01:00:00.000Z', 4],
		['on the last day', '2026-11-26T14:59:00.000Z', 1],
		['at its end', '2026-11-26T15:00:00.000Z', 0],
	])('that remain, %s', (_, now, count) => {
		expect(remainingDays(tokyo('2026-11-20T00:00', '2026-11-27T00:00'), now)).toHaveLength(count);
	});

	it.each([
		['an end before the start', tokyo('2026-11-27T00:00', '2026-11-20T00:00'), 'periodEnd'],
		['a zone nobody knows', { ...tokyo('2026-11-20T00:00', '2026-11-27T00:00'), timeZone: 'Mars/Base' }, 'timeZone'],
		['a start that is no time', { ...tokyo('2026-11-20T00:00', '2026-11-27T00:00'), periodStart: 'soon' }, 'periodStart'],
	])('are refused for %s', (_, period, field) => {
		expect(() => goalDays(period)).toThrow(
			expect.objectContaining({ code: 'PARAMETER_INVALID', message: expect.stringContaining(field) }),
		);
	});
});

it('adds days across months and knows the weekday', () => {
	expect(addDays('2026-11-30', 1)).toBe('2026-12-01');
	expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
	expect(weekdayOf('2026-11-20')).toBe(4);
});
