import { logRow } from '../../../core/decision/logRow';
import { automaticShare, decisionFigures, groupDecisions } from '../../../core/monitor/decisionFigures';
import type { ChannelReceipt, Decision } from '../../../core/types';
import { decision, NOW } from '../decision/fixtures';

const after = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
const answered = (minutes: number, more: Partial<Decision> = {}): Decision =>
	decision({ status: 'approved', answer: '1', answeredBy: 'telegram:111', answeredAt: after(minutes), ...more });
const sent = (purpose: ChannelReceipt['purpose'], status: ChannelReceipt['status'] = 'sent'): ChannelReceipt => ({
	channel: 'telegram',
	approver: '111',
	status,
	reference: {},
	error: null,
	...(purpose && { purpose }),
});

describe('figures about questions', () => {
	it('count how they ended, how long answers took, and what reminding they needed', () => {
		const decisions = [
			...[1, 2, 3, 4, 5, 6, 7, 8, 9, 100].map((minutes) => answered(minutes)),
			answered(10, { status: 'rejected', answer: '2' }),
			decision({ channels: [sent(undefined), sent('reminder'), sent('reminder', 'failed'), sent('escalation')] }),
			decision({ status: 'expired' }),
			decision({ status: 'cancelled' }),
			decision({ status: 'superseded' }),
		];
		expect(decisionFigures(decisions)).toEqual({
			asked: 15,
			pending: 1,
			approved: 10,
			rejected: 1,
			expired: 1,
			withdrawn: 2,
			medianMinutesToAnswer: 6,
			p90MinutesToAnswer: 10,
			reminders: 1,
			escalations: 1,
		});
		expect(decisionFigures([])).toMatchObject({ asked: 0, medianMinutesToAnswer: null, p90MinutesToAnswer: null });
	});

	it('put them together by goal, kind, channel and approver; several who agreed count each', () => {
		const two = answered(5, { goalId: 'g_2', kind: 'custom', answeredBy: 'telegram:111, email:bob@example.com' });
		const sizes = (by: Parameters<typeof groupDecisions>[1]): Record<string, number> =>
			Object.fromEntries([...groupDecisions([answered(1), two, decision()], by)].map(([name, { length }]) => [name, length]));
		expect(sizes('goal')).toEqual({ g_1: 2, g_2: 1 });
		expect(sizes('kind')).toEqual({ plan_approval: 2, custom: 1 });
		expect(sizes('channel')).toEqual({ telegram: 2, email: 1, '': 1 });
		expect(sizes('approver')).toEqual({ 'telegram:111': 2, 'email:bob@example.com': 1, '': 1 });
	});

	it('give the share of acts that needed no question', () => {
		expect([automaticShare(9, 1), automaticShare(0, 2), automaticShare(0, 0)]).toEqual([0.9, 0, null]);
	});
});

test('a line of the log has the times of the zone and names the option', () => {
	expect(logRow(answered(7.25), 'Asia/Tokyo')).toMatchObject({
		asked_at: '2026-11-20 12:00:00',
		answered_at: '2026-11-20 12:07:15',
		minutes_to_answer: 7.3,
		answer: '1. 予算内に縮小する',
		answered_by: 'telegram:111',
		time_zone: 'Asia/Tokyo',
	});
	expect(logRow(decision(), 'America/New_York')).toMatchObject({
		asked_at: '2026-11-19 22:00:00',
		answered_at: null,
		answer: null,
	});
});
