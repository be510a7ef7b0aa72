import type { Reply } from './harness';
import { at, Harness } from './harness';

describe('bad input gets a clear answer and changes nothing', () => {
	let harness: Harness;
	const now = at(0, '10:00');

	beforeAll(async () => {
		harness = await Harness.start({ now });
	});
	afterAll(async () => {
		await harness.stop();
	});
	afterEach(async () => {
		harness.servers.control.clearFaults();
		const {
			goals_tracker: goals,
			decision_log: decisions,
			run_log: runs,
		} = await harness.autopilot.ledger.readAll(['goals_tracker', 'decision_log', 'run_log']);
		expect({ goals, decisions, runs }).toEqual({ goals: [], decisions: [], runs: [] });
	});

	const explained = ({ status, body }: Reply): string => {
		expect(status).toBeGreaterThanOrEqual(400);
		expect(body.ok).toBe(false);
		const text = body.error ? `${body.error.message} ${body.error.remedy}` : JSON.stringify(body.questions ?? []);
		expect(text.length).toBeGreaterThan(20);
		return text;
	};

	it.each([
		['an empty sentence', '', 400],
		['only blanks', '   ', 400],
		['100 kB of text', 'あ'.repeat(50_000), 413],
		['no target', '売上を上げてほしい', 422],
		['no period', '200万作りたい', 422],
		['a past deadline', '2020年1月1日までに200万円売り上げたい', 422],
		['a negative amount', '1週間で-200万円作りたい', 422],
		['two currencies', '1週間で200万円か1万ドル作りたい', 422],
		['no number at all', 'hello', 422],
		['an expression', '{{ $env.HOME }} ={{ 1 + 1 }}', 422],
	])('%s', async (_, instruction, status) => {
		const reply = await harness.postGoal(instruction, now);
		explained(reply);
		expect(reply.status).toBe(status);
	});

	it.each([
		['a missing instruction', undefined],
		['an instruction that is no text', { $gt: '' }],
	])('%s', async (_, instruction) => {
		const reply = await harness.postGoal(instruction, now);
		explained(reply);
		expect(reply.status).toBeLessThan(500);
	});

	it('an unknown workflow', async () => {
		const reply = await harness.postGoal('1週間で200万作りたい。「TikTok運用」だけで回してくれ', now);
		expect(explained(reply)).toMatch(/TikTok/);
	});

	it('no header, or a wrong one', async () => {
		for (const headers of [{}, { 'X-Autopilot-Key': 'wrong' }]) {
			const response = await fetch(`${harness.n8n.url}/webhook/autopilot/goal`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify({ instruction: '1週間で200万作りたい', now }),
			});
			expect(response.status).toBe(403);
		}
	});

	it('a wrong Whop key', async () => {
		harness.servers.control.addFault({ service: 'whop', status: 401, count: 20 });
		expect(explained(await harness.postGoal('1週間で200万作りたい、ワークフロー回してくれ', now))).toMatch(/Whop/);
	});

	it('Whop down', async () => {
		harness.servers.control.addFault({ service: 'whop', status: 503, count: 50 });
		const reply = await harness.postGoal('今月の売上を前月比20%増やしてくれ', now);
		expect(explained(reply)).toMatch(/Whop/);
		expect(reply.status).toBe(503);
	});
});

describe('an outage of a channel or of the ledger', () => {
	let harness: Harness;
	beforeAll(async () => {
		harness = await Harness.start({ ledger: 'sheets', now: at(0, '09:00') });
	});
	afterAll(async () => {
		await harness.stop();
	});

	it('ledger down: the sentence is refused, nothing is started', async () => {
		harness.servers.control.addFault({ service: 'sheets', status: 503, count: 1_000 });
		const reply = await harness.postGoal('1週間で200万作りたい、ワークフロー回してくれ', at(0, '10:00'));
		expect({ status: reply.status, code: reply.body.error?.code }).toEqual({ status: 503, code: 'LEDGER_UNREACHABLE' });
		const ticked = await harness.tick(at(0, '10:05'));
		expect({ status: ticked.status, code: ticked.body.error?.code }).toEqual({ status: 503, code: 'LEDGER_UNREACHABLE' });
		harness.servers.control.clearFaults();
		expect(harness.servers.control.counters().size).toBe(0);
		expect(await harness.autopilot.ledger.read('goals_tracker')).toEqual([]);
	});

	it('Telegram down: the question stays open, nothing runs, and it is asked when Telegram is back', async () => {
		harness.servers.control.addFault({ service: 'telegram', status: 502, count: 1_000, path: '/sendMessage' });
		const goalId = await harness.createGoal('1週間で200万作りたい、ワークフロー回してくれ', at(0, '11:00'));
		await harness.tick(at(0, '11:05'));
		const [decision] = await harness.decisions(goalId);
		expect(decision?.status).toBe('pending');
		expect(await harness.runs(goalId)).toEqual([]);

		harness.servers.control.clearFaults();
		await harness.tick(at(0, '11:20'));
		const { messageId } = await harness.question(goalId);
		harness.tap(messageId, 0);
		await harness.applied(decision?.decisionId ?? '');
		expect((await harness.goal(goalId)).status).toBe('running');
	});
});
