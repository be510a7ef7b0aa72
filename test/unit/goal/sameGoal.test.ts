import { sameGoal } from '../../../core/goal/sameGoal';
import type { Goal } from '../../../core/types';
import { goal } from '../plan/fixtures';

const SENTENCE = '1週間で200万作りたい、ワークフロー回してくれ';
const said = { instruction: SENTENCE, requestedBy: 'webhook' };
const first: Goal = { ...goal(), ...said, closedAt: null, createdAt: '2026-11-20T00:00:00.000Z' };

test.each<[string, Partial<Goal>, Partial<typeof said>, string, boolean]>([
	['again a minute later', {}, {}, '2026-11-20T00:01:00.000Z', true],
	[
		'with other spaces and digits',
		{},
		{ instruction: ` ${SENTENCE.replace('200', '２００')}\n` },
		'2026-11-20T00:01:00.000Z',
		true,
	],
	['by somebody else', {}, { requestedBy: 'telegram:2' }, '2026-11-20T00:01:00.000Z', false],
	['otherwise', {}, { instruction: '1週間で300万作りたい' }, '2026-11-20T00:01:00.000Z', false],
	['in the evening', {}, {}, '2026-11-20T14:59:00.000Z', true],
	['on the next day', {}, {}, '2026-11-20T15:01:00.000Z', false],
	['again shortly after midnight', { createdAt: '2026-11-20T14:50:00.000Z' }, {}, '2026-11-20T15:01:00.000Z', true],
	['while the goal is held', { status: 'paused' }, {}, '2026-11-20T00:01:00.000Z', false],
	['when the goal is closed', { closedAt: '2026-11-20T00:00:30.000Z' }, {}, '2026-11-20T00:01:00.000Z', false],
])('a sentence that is said %s', (_, before, again, now, isSame) => {
	const known = { ...first, ...before };
	expect(sameGoal([known], { ...said, ...again }, now)).toBe(isSame ? known : null);
});
