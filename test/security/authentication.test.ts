import { at, Harness } from '../e2e/harness';

const WEEK = '1週間で200万作りたい、ワークフロー回してくれ';

/** What a stranger can reach of a real n8n with the pack, and what it gets from it. */
describe('a stranger at the webhooks of a real n8n', () => {
	let harness: Harness;
	let goalId: string;
	let resumeUrl: string;

	beforeAll(async () => {
		harness = await Harness.start({ now: at(0, '09:00') });
		await harness.fresh({ now: at(0, '10:00'), firstUse: true });
		goalId = await harness.createGoal(WEEK, at(0, '10:00'));
		const { decision } = await harness.question(goalId);
		resumeUrl = (await harness.decision(decision.decisionId)).resumeUrls[0] ?? '';
		expect(resumeUrl).toContain('/webhook-waiting/');
	});
	afterAll(async () => {
		await harness.stop();
	});
	afterEach(async () => {
		expect((await harness.goal(goalId)).status).toBe('awaiting_decision');
		expect((await harness.decisions(goalId)).map(({ status }) => status)).toEqual(['pending']);
		expect(await harness.runs(goalId)).toEqual([]);
	});

	it.each(['goal', 'tick', 'observe', 'stop'])(
		'is refused by the %s webhook without the key and with a wrong one',
		async (path) => {
			const before = (await harness.autopilot.ledger.read('goals_tracker')).length;
			for (const headers of [{}, { 'X-Autopilot-Key': 'guess' }]) {
				const response = await fetch(`${harness.n8n.url}/webhook/autopilot/${path}`, {
					method: 'POST',
					headers: { 'content-type': 'application/json', ...headers },
					body: JSON.stringify({ instruction: WEEK, now: at(0, '11:00') }),
				});
				expect(response.status).toBe(403);
			}
			expect(await harness.autopilot.ledger.read('goals_tracker')).toHaveLength(before);
			expect(await harness.autopilot.ledger.read('settings', { key: 'AUTO_EXECUTION_ENABLED' })).toMatchObject([
				{ value: 'true' },
			]);
		},
	);

	it.each(['GET', 'HEAD'])('decides nothing by a %s of the resume URL, as link previews make them', async (method) => {
		const response = await fetch(resumeUrl, { method, headers: { 'user-agent': 'TelegramBot (like TwitterBot)' } });
		expect(response.status).toBeLessThan(500);
	});

	it.each([
		['a wake-up call', { wake: 'x' }],
		['a bare approval', { approved: true, answer: '1', option: '1' }],
		['a made-up record', { decision: { status: 'approved', answer: '1' } }],
	])('decides nothing by posting %s to the resume URL it should not even know', async (_what, body) => {
		const response = await fetch(resumeUrl, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		expect(response.status).toBeLessThan(500);
	});

	it('is refused with an altered or added query parameter', async () => {
		const altered = new URL(resumeUrl);
		altered.searchParams.set('option', '1');
		expect((await fetch(altered, { method: 'POST', body: '{}' })).status).toBe(401);
		const unsigned = new URL(resumeUrl);
		unsigned.searchParams.delete('signature');
		expect((await fetch(unsigned, { method: 'POST', body: '{}' })).status).toBe(401);
	});

	it('is not believed when it forges a button of the approver’s chat', async () => {
		const { decision, messageId } = await harness.question(goalId);
		const forged = `ap1|${decision.decisionId}|1|${'A'.repeat(22)}`;
		harness.chat.forgeTap(messageId, forged, harness.servers.approverId);
		const answered = async (): Promise<number> =>
			harness.chat.taps(harness.servers.approverId).filter(({ answer }) => answer !== null).length;
		for (const deadline = Date.now() + 30_000; (await answered()) === 0; ) {
			if (Date.now() > deadline) throw new Error('the forged tap was never answered');
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	});

	it('finds no secret in the ledger or in what the bot said', async () => {
		const {
			settings,
			decision_log: decisions,
			goals_tracker: goals,
			run_log: runs,
		} = await harness.autopilot.ledger.readAll(['settings', 'decision_log', 'goals_tracker', 'run_log']);
		const shown = JSON.stringify([settings, decisions, goals, runs, harness.said()]);
		for (const secret of [harness.servers.botToken, harness.servers.whopApiKey, harness.n8n.apiKey])
			expect(shown).not.toContain(secret);
	});
});
