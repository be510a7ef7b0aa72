import { PlannedActions } from '../../../core/plan/plannedActions';
import { dueReport } from '../../../core/report/dueReport';
import { deliveriesOf } from '../../../core/report/delivery';
import type { LoopState } from '../../../core/commands';
import type { Decision, Run } from '../../../core/types';
import { DEFAULT_SETTINGS, readSettings } from '../../../core/settings';
import { sampleDecision, sampleGoal, sampleRun } from '../../contract/sampleRows';

const ZONE = 'Asia/Tokyo';
/** Noon of Tuesday, 24 November, in Tokyo. */
const RAN_AT = '2026-11-24T03:00:00.000Z';

const state = (runs: readonly Run[], decisions: readonly Decision[] = []): LoopState => ({
	goal: { ...sampleGoal('g_1'), status: 'running', closedAt: null, timeZone: ZONE },
	runs,
	evidence: runs,
	decisions,
	observations: [],
	settings: readSettings(DEFAULT_SETTINGS),
	catalog: [],
	planned: new PlannedActions([]),
	adjustments: [],
	health: [],
});
const ran: Run = { ...sampleRun('g_1/x'), goalId: 'g_1', scheduledFor: RAN_AT };
const idsAt = (now: string): string[] => {
	const due = dueReport(state([ran]), now);
	return due ? deliveriesOf(due.report, ['telegram:1'], { zone: ZONE, now: due.at }).map(({ reportId }) => reportId) : [];
};

test('a day is told of from its last minutes until the next day is over, always under the same id, whatever zone n8n is in', () => {
	expect(idsAt('2026-11-24T14:49:00.000Z')).toEqual([]);
	const [id] = idsAt('2026-11-24T14:50:00.000Z');
	expect(id).toContain('2026-11-24');
	for (const now of ['2026-11-24T15:00:00.000Z', '2026-11-24T23:00:00.000Z', '2026-11-25T14:49:00.000Z'])
		expect(idsAt(now)).toEqual([id]);
	expect(idsAt('2026-11-25T14:50:00.000Z')).toEqual([]);
});

test('on Sundays the week is told of instead', () => {
	const kindAt = (now: string): string | undefined => dueReport(state([ran]), now)?.report.kind;
	expect(kindAt('2026-11-29T14:49:00.000Z')).toBeUndefined();
	expect(kindAt('2026-11-29T14:50:00.000Z')).toBe('weekly');
	expect(kindAt('2026-11-30T01:00:00.000Z')).toBe('weekly');
});

test('a question asked after the day is no news of that day', () => {
	const asked: Decision = {
		...sampleDecision('d_1'),
		goalId: 'g_1',
		status: 'pending',
		askedAt: '2026-11-25T00:00:00.000Z',
		answeredAt: null,
	};
	expect(dueReport(state([], [asked]), '2026-11-25T01:00:00.000Z')).toBeNull();
	expect(dueReport(state([], [asked]), '2026-11-26T01:00:00.000Z')).not.toBeNull();
});
