import { sweepPass } from '../../../../nodes/DecisionHandler/sweepPass';
import { sampleDecision } from '../../../contract/sampleRows';
import { createMemoryLedger } from '../../../helpers/memoryLedger';

const NOW = '2026-11-20T09:00:00.000Z';
/** Each stands in one chat, and two executions wait for it. */
const WITHDRAWN = 30;
const EFFORT = 3;

describe('a sweep of many questions that were withdrawn', () => {
	async function pass() {
		const ledger = createMemoryLedger();
		await ledger.setUp();
		const withdrawn = Array.from({ length: WITHDRAWN }, (_, index) => sampleDecision(`d${index}`, { status: 'cancelled' }));
		await ledger.insert('decision_log', withdrawn);
		const done: string[] = [];
		const swept = await sweepPass({
			ledger,
			now: NOW,
			maxMessages: 4 * EFFORT,
			send: async (notice) => Promise.resolve({ notice, receipts: [] }),
			showOutcome: async ({ decisionId }) => Promise.resolve(void done.push(`show ${decisionId}`)),
			wake: async (decisions) => {
				done.push(...decisions.map(({ decisionId }) => `wake ${decisionId}`));
				return Promise.resolve(decisions);
			},
		});
		const left = (await ledger.read('decision_log')).filter(({ announcedAt }) => announcedAt === null);
		return { swept, done, left };
	}

	it('does no more than it may, by messages to change and executions to wake, and leaves the rest as it was', async () => {
		const { swept, left } = await pass();
		expect(swept).toHaveLength(4);
		expect(left).toHaveLength(WITHDRAWN - 4);
		expect(left.every(({ heldUntil }) => heldUntil === null)).toBe(true);
	});

	it('lets what waits go on before it changes messages', async () => {
		const { done } = await pass();
		const ids = ['d0', 'd1', 'd2', 'd3'];
		expect(done).toEqual([...ids.map((id) => `wake ${id}`), ...ids.map((id) => `show ${id}`)]);
	});
});
