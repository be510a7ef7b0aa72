import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Decision, Locale } from '../../core/types';
import { until } from '../../sandbox/n8n/publicApi';
import { at, type Harness } from '../e2e/harness';

const SENTENCE: Readonly<Record<Locale, string>> = {
	ja: '1週間で200万作りたい、ワークフロー回してくれ',
	en: 'Earn 2,000,000 JPY in one week, run the workflows',
};
const PHONE = { width: 360, height: 740 };
const LEAST_TARGET = 44;

/** What axe found, one line each; empty when there is nothing to complain about. */
async function complaints(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	const lines = 'violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))';
	return await page.evaluate<string[]>(`axe.run().then(({ violations }) => ${lines})`);
}

/** Presses Tab until the wanted element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
	for (let presses = 0; presses < 40; presses++) {
		await page.keyboard.press('Tab');
		if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
	}
	throw new Error(`Tab never reached ${selector}`);
}

/** A person with a phone and the link of a question, in a real browser, against the page that a real n8n serves. */
export function describeDecisionsPage(harnessOf: () => Harness, browserOf: () => Browser): void {
	let harness: Harness;
	let context: BrowserContext;
	/** Each test has a fortnight of its own, away from those of the other tests in this n8n. */
	let day = 28;

	beforeAll(() => {
		harness = harnessOf();
	});
	beforeEach(async () => {
		day += 14;
		await harness.fresh({ now: at(day, '10:00'), firstUse: true });
		context = await browserOf().newContext({ viewport: PHONE, isMobile: true, hasTouch: true, timezoneId: 'Asia/Tokyo' });
	});
	afterEach(async () => context.close());

	/** Asks a question and finds the link to the page under it. */
	const ask = async (locale: Locale): Promise<{ decision: Decision; link: string }> => {
		const goalId = await harness.createGoal(SENTENCE[locale], at(day, '10:00'));
		const { decision, messageId } = await harness.question(goalId);
		const message = harness.chat.messages(harness.servers.approverId).find((each) => each.messageId === messageId);
		const link = (message?.markup?.inline_keyboard ?? []).flat().find((button) => button.url !== undefined)?.url;
		if (link === undefined) throw new Error('The question carries no link to the page');
		return { decision, link };
	};

	it('is opened, read and answered by keyboard alone, shows the outcome and refuses a replay', async () => {
		const { decision, link } = await ask('ja');
		const page = await context.newPage();
		const problems: string[] = [];
		page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
		await page.goto(link);
		expect(await page.locator('article').first().textContent()).toContain(decision.question.slice(0, 20));
		expect(await page.locator('figure svg.chart').count()).toBe(1);

		await tabTo(page, 'input[type=radio]');
		await page.keyboard.press('Space');
		expect(await page.locator('input[type=radio]').first().isChecked()).toBe(true);
		await tabTo(page, 'textarea[name=reason]');
		await page.keyboard.type('予算内なので');
		await tabTo(page, 'form button');
		const [sent] = await Promise.all([
			page.waitForRequest((request) => request.method() === 'POST'),
			page.keyboard.press('Enter'),
		]);
		await page.getByRole('status').waitFor();
		expect(await page.getByRole('status').textContent()).toContain('承りました');
		expect(await page.locator('form').count()).toBe(0);

		const applied = await harness.applied(decision.decisionId);
		expect(applied).toMatchObject({
			status: 'approved',
			answer: '1',
			reason: '予算内なので',
			answeredBy: `telegram:${harness.servers.approverId}`,
		});
		await until('the chat to show the outcome', 20_000, async () => harness.said().some((text) => text.includes('✅ 承認済み')));

		const replay = await fetch(link, { method: 'POST', body: new URLSearchParams(sent.postData() ?? '') });
		expect(replay.status).toBe(409);
		expect(await replay.text()).toContain('すでに承っています');
		expect((await harness.decision(decision.decisionId)).reason).toBe('予算内なので');
		expect(problems).toEqual([]);
	});

	it.each(['ja', 'en'] as const)(
		'in %s has nothing that axe complains about, by day and by night, and fits a phone',
		async (locale) => {
			const { link } = await ask(locale);
			const page = await context.newPage();
			for (const colorScheme of ['light', 'dark'] as const) {
				// The link names a place in the page: from the page itself it would only scroll.
				await page.goto('about:blank');
				await page.emulateMedia({ colorScheme });
				await page.goto(link);
				expect(await page.locator('html').getAttribute('lang')).toBe(locale);
				expect(await complaints(page)).toEqual([]);
				await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
				await page.locator('input[type=radio]').first().check();
				expect(await complaints(page)).toEqual([]);
			}
			expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
			for (const target of await page.locator('button, summary, label.pick, textarea').all()) {
				const box = await target.boundingBox();
				expect(box?.height).toBeGreaterThanOrEqual(LEAST_TARGET);
			}
		},
	);

	it('comes with headers that keep its address and content to the reader, and is decided by no GET, HEAD or preview', async () => {
		const { decision, link } = await ask('ja');
		const response = await fetch(link);
		const headers = Object.fromEntries(response.headers);
		expect(headers).toMatchObject({
			'cache-control': 'no-store',
			'referrer-policy': 'no-referrer',
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'DENY',
		});
		expect(headers['content-type']).toContain('text/html');
		expect(headers['content-security-policy']).toContain('sandbox');
		for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
			for (const agent of ['TelegramBot (like TwitterBot)', 'Slackbot-LinkExpanding 1.0', '']) {
				await fetch(link, { method, headers: { 'user-agent': agent } });
			}
		}
		const query = new URL(link);
		query.searchParams.set('decision', decision.decisionId);
		query.searchParams.set('answer', '1');
		expect((await fetch(query)).status).toBe(200);
		expect(
			(await fetch(link, { method: 'POST', body: new URLSearchParams({ decision: decision.decisionId, answer: '1' }) })).status,
		).toBe(403);
		expect(
			(await fetch(link, { method: 'POST', body: '{"decision":"x"}', headers: { 'content-type': 'application/json' } })).status,
		).toBe(415);
		query.searchParams.set('scope', 'all');
		expect((await fetch(query)).status).toBe(403);
		expect((await harness.decision(decision.decisionId)).status).toBe('pending');

		// Whoever may see executions must not be able to answer in somebody's name.
		const { api, workflowIds } = harness.autopilot;
		const kept = `/executions?workflowId=${workflowIds.get('loop/03-decision-handler') ?? ''}&limit=100&includeData=true`;
		const token = query.searchParams.get('token') ?? '';
		expect(token.length).toBeGreaterThan(20);
		await until('n8n to forget the link', 20_000, async () => !JSON.stringify(await api.request('GET', kept)).includes(token));
	});
}
