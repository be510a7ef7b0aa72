import fc from 'fast-check';
import { boundsOf, daysOf, periodOf, type PeriodName } from '../../../core/revenue/period';
import { decimalsOf } from '../../../core/revenue/minorUnits';

describe('periods by name', () => {
	const at = (now: string, name: PeriodName) => {
		const { period, previous } = periodOf(name, { now, timeZone: 'Asia/Tokyo' });
		return `${period.firstDay}…${period.lastDay} vs ${previous.firstDay}…${previous.lastDay}`;
	};
	it.each<[PeriodName, string, string]>([
		['today', '2026-11-20T14:59:00.000Z', '2026-11-20…2026-11-20 vs 2026-11-19…2026-11-19'],
		['today', '2026-11-20T15:00:00.000Z', '2026-11-21…2026-11-21 vs 2026-11-20…2026-11-20'],
		['yesterday', '2026-11-20T03:00:00.000Z', '2026-11-19…2026-11-19 vs 2026-11-18…2026-11-18'],
		['last7Days', '2026-11-20T03:00:00.000Z', '2026-11-14…2026-11-20 vs 2026-11-07…2026-11-13'],
		['last30Days', '2026-11-20T03:00:00.000Z', '2026-10-22…2026-11-20 vs 2026-09-22…2026-10-21'],
		['thisMonth', '2026-11-20T03:00:00.000Z', '2026-11-01…2026-11-20 vs 2026-10-01…2026-10-20'],
		['thisMonth', '2026-03-31T03:00:00.000Z', '2026-03-01…2026-03-31 vs 2026-02-01…2026-02-28'],
		['lastMonth', '2026-11-20T03:00:00.000Z', '2026-10-01…2026-10-31 vs 2026-09-01…2026-09-30'],
		['lastMonth', '2026-01-01T03:00:00.000Z', '2025-12-01…2025-12-31 vs 2025-11-01…2025-11-30'],
	])('%s at %s', (name, now, expected) => {
		expect(at(now, name)).toBe(expected);
	});

	it('compares a period of own days with as many days before', () => {
		const choice = {
			now: '2026-11-20T03:00:00.000Z',
			timeZone: 'America/New_York',
			firstDay: '2026-10-30',
			lastDay: '2026-11-03',
		};
		expect(periodOf('custom', choice).previous).toEqual({ firstDay: '2026-10-25', lastDay: '2026-10-29' });
	});

	it.each([
		[{ firstDay: '2026-11-05', lastDay: '2026-11-01' }, 'before the first day'],
		[{ firstDay: '2026-11-05' }, '"Last Day"'],
		[{ firstDay: '5 Nov', lastDay: '2026-11-06' }, '"First Day"'],
	])('refuses %j', (days, message) => {
		expect(() => periodOf('custom', { now: '2026-11-20T03:00:00.000Z', timeZone: 'UTC', ...days })).toThrow(message);
	});

	it('refuses a zone nobody knows', () => {
		expect(() => periodOf('today', { now: '2026-11-20T03:00:00.000Z', timeZone: 'Mars/Olympus' })).toThrow('Mars/Olympus');
	});
});

it('cuts any period into days that lie one behind the other and fill it', () => {
	const day = fc.integer({ min: 0, max: 800 }).map((n) => new Date(Date.UTC(2025, 5, 1 + n)).toISOString().slice(0, 10));
	const zones = fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo');
	fc.assert(
		fc.property(day, fc.integer({ min: 0, max: 40 }), zones, (firstDay, length, zone) => {
			const lastDay = new Date(Date.parse(firstDay) + length * 86_400_000).toISOString().slice(0, 10);
			const days = daysOf({ firstDay, lastDay });
			expect(days).toHaveLength(length + 1);
			const bounds = days.map((one) => boundsOf({ firstDay: one, lastDay: one }, zone));
			const whole = boundsOf({ firstDay, lastDay }, zone);
			expect([bounds[0]?.start, bounds.at(-1)?.end]).toEqual([whole.start, whole.end]);
			for (let i = 1; i < bounds.length; i++) expect(bounds[i]?.start).toBe(bounds[i - 1]?.end);
		}),
	);
});

it.each([
	['JPY', 0],
	['USD', 2],
	['KWD', 3],
	['USDT', 2],
	['WHOP_USD', 2],
])('%s has %i decimals', (currency, decimals) => {
	expect(decimalsOf(currency)).toBe(decimals);
});
