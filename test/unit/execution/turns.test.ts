import { admit } from '../../../core/execution/admission';
import { scheduleRun } from '../../../core/execution/scheduleRun';
import { DEFAULT_SETTINGS, readSettings } from '../../../core/settings';
import { stepKey } from '../../../core/plan/steps';
import type { Run, Step } from '../../../core/types';
import { TRIAL } from '../plan/fixtures';

const DAY = '2026-11-20';
const NOW = '2026-11-20T01:00:00.000Z';
const GOALS = Array.from({ length: 12 }, (_, index) => `g${index}`);
const WORKFLOWS = ['w0', 'w1', 'w2'];
const PLACES = 5;

const step = (goalId: string, workflowKey: string): Step => ({
	stepKey: stepKey(goalId, DAY, workflowKey),
	goalId,
	workflowKey,
	day: DAY,
	scheduledFor: '2026-11-20T00:00:00.000Z',
	actions: 1,
	params: {},
	dependsOn: [],
	parallel: true,
	estimatedCost: 0,
	verdict: { kind: 'allow', rule: 'known-workflow', reason: '' },
});

test('each goal gets its first step before any gets its second, however many ticks that takes', () => {
	const settings = readSettings([...DEFAULT_SETTINGS, { key: 'MAX_CONCURRENT_RUNS', value: String(PLACES), note: '' }]);
	const catalog = new Map(
		WORKFLOWS.map((key) => [key, { ...TRIAL, workflowKey: key, dependsOn: [], costPerAction: 0, firstUsedAt: NOW }] as const),
	);
	const runs = new Map<string, Run>();
	const started: string[] = [];
	for (let tick = 0; tick < 8; tick++) {
		const due = GOALS.flatMap((goalId) => WORKFLOWS.map((key) => step(goalId, key))).filter(({ stepKey }) => !runs.has(stepKey));
		const candidates = due.map((wanted) => ({
			step: wanted,
			run: scheduleRun(wanted, 1),
			locale: 'en' as const,
			ceiling: null,
			planned: 0,
		}));
		const { admitted } = admit(candidates, { runs: runs.values(), catalog, health: new Map(), settings }, NOW);
		for (const { candidate } of admitted) {
			started.push(candidate.step.goalId);
			runs.set(candidate.run.runId, { ...candidate.run, status: 'succeeded', attempts: 1, cost: 0 });
		}
	}
	expect(started).toHaveLength(GOALS.length * WORKFLOWS.length);
	expect([0, 12, 24].map((from) => new Set(started.slice(from, from + 12)).size)).toEqual([12, 12, 12]);
});
