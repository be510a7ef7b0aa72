import type { Browser, Page } from 'playwright-core';
import { editorPage, launchBrowser, openWorkflow } from '../../sandbox/browser';
import { workflowFiles } from '../../sandbox/n8n/workflowFiles';
import { at, Harness } from '../e2e/harness';
import { describeDecisionsPage } from './decisionsPage';

const WORKFLOWS = [
	'growth/affiliate-cold-outreach',
	'growth/trial-onboarding',
	'growth/whop-new-payment',
	'growth/whop-win-back',
	'growth/x-briefing-share',
	'loop/01-goal-parser',
	'loop/02-auto-executor',
	'loop/03-decision-handler',
	'loop/04-performance-monitor',
	'operations/check-set-up',
	'operations/step-by-webhook',
];

describe('in the browser', () => {
	let harness: Harness;
	let browser: Browser;

	beforeAll(async () => {
		harness = await Harness.start({ now: at(0, '09:00') });
		browser = await launchBrowser();
	});
	afterAll(async () => {
		await browser?.close();
		await harness?.stop();
	});

	describe('n8n’s editor', () => {
		let page: Page;
		const complaints: string[] = [];
		beforeAll(async () => {
			page = await editorPage(browser, harness.n8n, { width: 1600, height: 1000 });
			page.on('pageerror', (error) => complaints.push(String(error)));
		});

		it.each(WORKFLOWS)('opens %s with every node known, complete and without a complaint', async (key) => {
			const workflow = (await workflowFiles()).find((file) => file.key === key)?.workflow;
			const nodes = workflow?.nodes.filter(({ type }) => !type.endsWith('.stickyNote')) ?? [];
			expect(nodes.length).toBeGreaterThan(2);
			await openWorkflow(page, harness.n8n, harness.autopilot.workflowIds.get(key) ?? '', nodes.length);

			const shown = await page.locator('[data-test-id="canvas-node"]').count();
			expect(shown).toBeGreaterThanOrEqual(nodes.length);
			const icons = await page.locator('[data-test-id="canvas-node"] img[src*="n8n-nodes-autopilot"]').count();
			expect(icons).toBe(nodes.filter(({ type }) => type.startsWith('n8n-nodes-autopilot.')).length);
			expect(await page.locator('[data-test-id="node-issues"]').count()).toBe(0);
			expect(complaints).toEqual([]);
		});
	});

	describe('the sandbox’s chat page', () => {
		it('shows a question whose button answers it', async () => {
			const goalId = await harness.createGoal('1週間で200万作りたい、ワークフロー回してくれ', at(0, '10:00'));
			const { decision, messageId } = await harness.question(goalId);
			const page = await browser.newPage({ viewport: { width: 480, height: 900 } });
			await page.goto(harness.servers.chatUrl);
			const message = page.locator(`[data-message-id="${messageId}"]`);
			await message.getByText(decision.question.slice(0, 12)).first().waitFor();
			const buttons = message.locator('.keyboard button');
			expect(await buttons.count()).toBe(decision.options.length);
			expect(await message.locator('.keyboard a').count()).toBe(1);
			await buttons.first().click();
			const applied = await harness.applied(decision.decisionId);
			expect(applied.answer).toBe(decision.options[0]?.key);
			await message.getByText('✅').first().waitFor();
			expect(await message.locator('.keyboard button').count()).toBe(0);
		});

		it('takes a typed answer from its text box', async () => {
			await harness.fresh({ now: at(14, '10:00'), firstUse: true });
			const goalId = await harness.createGoal('1週間で200万作りたい、ワークフロー回してくれ', at(14, '10:00'));
			const { decision } = await harness.question(goalId);
			const page = await browser.newPage({ viewport: { width: 480, height: 900 } });
			await page.goto(harness.servers.chatUrl);
			await page.getByLabel('Message', { exact: true }).fill('却下 まだ早い');
			await page.getByRole('button', { name: 'Send' }).click();
			const applied = await harness.applied(decision.decisionId);
			expect({ status: applied.status, reason: applied.reason }).toEqual({ status: 'rejected', reason: 'まだ早い' });
		});
	});

	describe('the decisions page', () => {
		describeDecisionsPage(
			() => harness,
			() => browser,
		);
	});
});
