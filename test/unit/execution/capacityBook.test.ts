import { actionsOf } from '../../../core/execution/capacityBook';
import type { Run } from '../../../core/types';
import { sampleRun } from '../../contract/sampleRows';

const AT = '2026-11-20T00:00:00.000Z';

test.each<[string, number, Partial<Run>]>([
	['was never let start', 0, { attempts: 0 }],
	['is under way: all it was to do', 20, { status: 'running' }],
	['says what it did', 4, { status: 'succeeded', actions: 4 }],
	['waits for its next try: the one that failed may have done its part', 20, { status: 'scheduled' }],
	[
		'says what it did after a try that failed: that one may have done its part too',
		20,
		{ status: 'succeeded', attempts: 2, actions: 4 },
	],
	['did more than it was to do', 25, { status: 'succeeded', attempts: 2, actions: 25 }],
	['was stopped before it began', 0, { status: 'stopped', startedAt: null }],
	['was stopped before its second try began', 20, { status: 'stopped', startedAt: null, attempts: 2 }],
	['was stopped half-way', 20, { status: 'stopped' }],
])('a run takes of its workflow’s capacity where it %s', (_what, taken, values) => {
	expect(actionsOf(sampleRun('r', { params: { actions: 20 }, attempts: 1, startedAt: AT, ...values }))).toBe(taken);
});
