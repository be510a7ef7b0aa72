import { deliveriesOf, endedLately, isDeliveryDue, unreported } from '../../../core/report/delivery';
import { addSeconds } from '../../../core/time';
import type { Delivery, Report } from '../../../core/types';
import { sampleGoal } from '../../contract/sampleRows';

const NOW = '2026-11-23T14:50:00.000Z';
const report = (kind: Report['kind']): Report => ({
	kind,
	goalId: 'g_1',
	locale: 'ja',
	title: '日次レポート',
	lines: ['売上：1円'],
});
const deliveries = (kind: Report['kind'], now = NOW): Delivery[] =>
	deliveriesOf(report(kind), ['telegram:1', 'email:a@example.com'], { zone: 'Asia/Tokyo', now });
const idsOf = (rows: readonly Delivery[]): string[] => rows.map(({ reportId }) => reportId);

test('each person gets a row of their own', () => {
	expect(deliveries('daily')).toMatchObject([
		{ recipient: 'telegram:1', goalId: 'g_1', kind: 'daily', lines: ['売上：1円'], attempts: 0, sentAt: null },
		{ recipient: 'email:a@example.com' },
	]);
});

test('the same report has the same id whoever writes it down: final once, daily once a day of the zone, stops one by one', () => {
	const later = addSeconds(NOW, 600);
	const nextDayInTokyo = addSeconds(NOW, 900);
	expect(idsOf(deliveries('final', nextDayInTokyo))).toEqual(idsOf(deliveries('final')));
	expect(idsOf(deliveries('daily', addSeconds(NOW, 60)))).toEqual(idsOf(deliveries('daily')));
	expect(idsOf(deliveries('daily', nextDayInTokyo))).not.toEqual(idsOf(deliveries('daily')));
	expect(idsOf(deliveries('stop', later))).not.toEqual(idsOf(deliveries('stop')));
});

test('a delivery is due until it was sent, ever less often, and for about eight hours', () => {
	const [row] = deliveries('daily');
	const after = (attempts: number, seconds: number): boolean =>
		isDeliveryDue({ ...row, attempts, lastTriedAt: NOW } as Delivery, addSeconds(NOW, seconds));
	expect(isDeliveryDue(row as Delivery, NOW)).toBe(true);
	expect(isDeliveryDue({ ...row, sentAt: NOW } as Delivery, addSeconds(NOW, 9_999))).toBe(false);
	expect([after(1, 119), after(1, 120)]).toEqual([false, true]);
	expect([after(3, 479), after(3, 480)]).toEqual([false, true]);
	expect([after(8, 3599), after(8, 3600)]).toEqual([false, true]);
	expect(after(12, 999_999)).toBe(false);
});

test('a goal that ended without its final report on record is found for a day', () => {
	const closed = { ...sampleGoal('g_1'), status: 'achieved' as const, closedAt: NOW };
	const open = { ...sampleGoal('g_2'), closedAt: null };
	const find = (rows: readonly Delivery[], now: string): string[] =>
		unreported(endedLately([closed, open], now), rows).map(({ goalId }) => goalId);
	expect(find([], addSeconds(NOW, 60))).toEqual(['g_1']);
	expect(find(deliveries('daily'), addSeconds(NOW, 60))).toEqual(['g_1']);
	expect(find(deliveries('final'), addSeconds(NOW, 60))).toEqual([]);
	expect(find([], addSeconds(NOW, 25 * 3600))).toEqual([]);
});
