import type { Reply } from './harness';
import { until } from '../../sandbox/n8n/publicApi';
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
		const rows = await harness.autopilot.ledger.readAll(['goals_tracker', 'decision_log', 'run_log']);
		const counts = Object.entries(rows).map(([table, { length }]) => [table, length]);
		expect(counts).toEqual([
			['goals_tracker', 0],
			['decision_log', 0],
			['run_log', 0],
		]);
	});

	const explained = ({ status, body }: Reply): string => {
		expect(status).toBeGreaterThanOrEqual(400);
		expect(body.ok).toBe(false);
		const text = body.error ? `${body.error.message} ${body.error.remedy}` : JSON.stringify(body.questions ?? []);
		expect(text.length).toBeGreaterThan(20);
		return text;
	};

	it.each([
		['an empty sentence', ''],
		['only blanks', '   '],
		['100 kB of text', 'あ'.repeat(50_000)],
		['no target', '売上を上げてほしい'],
		['no period', '200万作りたい'],
		['a past deadline', '2020年1月1日までに200万円売り上げたい'],
		['a negative amount', '1週間で-200万円作りたい'],
		['two currencies', '1週間で200万円か1万ドル作りたい'],
		['no number at all', 'hello'],
		['an expression', '{{ $env.HOME }} ={{ 1 + 1 }}'],
	])('%s', async (_, instruction) => {
		const reply = await harness.postGoal(instruction, now);
		explained(reply);
		expect(reply.status).toBe(422);
	});

	it.each([
		['a missing instruction', undefined],
		['an instruction that is no text', { $gt: '' }],
	])('%s', async (_, instruction) => {
		const reply = await harness.postGoal(instruction, now);
		explained(reply);
		expect(reply.status).toBeLessThan(500);
	});

	it.each(['Earn 2,000,000 JPY in one week using only the TikTok workflow', '1週間で200万作りたい、TikTokは使わない'])(
		'an unknown workflow: %s',
		async (instruction) => {
			expect(explained(await harness.postGoal(instruction, now))).toMatch(/TikTok/);
		},
	);

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
		// The ledger is what is broken, and the owner hears of it all the same.
		const alarm = await until('the owner to hear of it', 30_000, async () => {
			const told = harness.chat.messages(harness.servers.approverId).map(({ text }) => text);
			return told.find((text) => text.includes('Autopilot 02'));
		});
		expect(alarm).toMatch(/Google Sheets.*503|503.*Google Sheets/s);
		harness.servers.control.clearFaults();
		expect(harness.servers.control.counters().size).toBe(0);
		expect(await harness.autopilot.ledger.read('goals_tracker')).toEqual([]);
	});

	it('the same in production, where no call may name the time: everything takes the present', async () => {
		const { ledger, post } = harness.autopilot;
		const replay = async (value: string): Promise<void> =>
			await ledger.upsert('settings', [{ key: 'ALLOW_REPLAY', value, note: '' }]);
		await replay('false');
		expect(await harness.tick(at(0, '10:10'))).toMatchObject({ status: 403, body: { error: { code: 'REPLAY_REFUSED' } } });
		expect(await post('tick', {})).toMatchObject({ status: 200 });
		expect(await post('observe', { daily_report: true })).toMatchObject({ status: 200 });
		expect(await post('sweep', {})).toMatchObject({ status: 200 });
		await replay('true');
	});

	it('Telegram down: the question stays open, nothing runs, and it is asked when Telegram is back', async () => {
		harness.servers.control.addFault({ service: 'telegram', status: 502, count: 1_000, path: '/sendMessage' });
		const goalId = await harness.createGoal('1週間で200万作りたい、ワークフロー回してくれ', at(0, '11:00'));
		await harness.tick(at(0, '11:05'));
		const [decision] = await harness.decisions(goalId);
		expect(decision?.status).toBe('pending');
		expect(await harness.runs(goalId)).toEqual([]);
		// The sentence and the tick each started an asking, beside the replies; both have to come to their end first.
		await until('both askings to have failed', 60_000, async () => (await harness.failedExecutions('Ask and Wait')) === 2);

		harness.servers.control.clearFaults();
		await harness.tick(at(0, '11:20'));
		const { messageId } = await harness.question(goalId);
		harness.tap(messageId, 0);
		await harness.applied(decision?.decisionId ?? '');
		expect((await harness.goal(goalId)).status).toBe('running');
	});
});
