/**
 * `npm run screenshots [name…]`: takes the pictures of the README from the real thing: workflow 01 in n8n's editor (`editor`), a
 * question in the chat (`question`), the final report (`report`), the decisions page (`decisions-page`). Writes them to docs/images.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DateTime } from 'luxon';
import type { Browser, Page } from 'playwright-core';
import { editorPage, launchBrowser, openWorkflow } from '../sandbox/browser';
import { until } from '../sandbox/n8n/publicApi';
import { type Autopilot, provision } from '../sandbox/n8n/provision';
import { type N8nServer, startN8n } from '../sandbox/n8n/server';
import { play } from '../sandbox/player';
import { type Servers, startServers } from '../sandbox/servers';

const IMAGES = resolve(__dirname, '..', 'docs', 'images');
const TIME_ZONE = 'Asia/Tokyo';
const DEADLINE_MS = 60_000;
const PHONE = { width: 440, height: 900 };
const NAMES = ['editor', 'question', 'report', 'decisions-page'] as const;

/** What the pictures are taken of. */
interface Scene {
	readonly browser: Browser;
	readonly n8n: N8nServer;
	readonly servers: Servers;
	readonly autopilot: Autopilot;
}

const iso = (time: DateTime): string => new Date(time.toMillis()).toISOString();
const shoot = async (page: Page, name: (typeof NAMES)[number], fullPage = false): Promise<void> => {
	await page.screenshot({ path: join(IMAGES, `${name}.png`), fullPage });
};
const phone = async ({ browser }: Scene): Promise<Page> =>
	await browser.newPage({ viewport: PHONE, locale: 'ja-JP', timezoneId: TIME_ZONE, colorScheme: 'light' });

async function createGoal({ servers, autopilot }: Scene, instruction: string, from: DateTime): Promise<string> {
	servers.control.advance(iso(from));
	const { status, body } = await autopilot.post('goal', { instruction, requested_by: 'owner', now: iso(from) });
	const { goal_id: goalId } = body as { goal_id?: string };
	if (goalId === undefined) throw new Error(`The goal was not created: ${status}`);
	return goalId;
}

/** Lets a robot approve whatever is asked, for some days. */
async function playDays({ autopilot, servers }: Scene, goalId: string, from: DateTime, days: number): Promise<void> {
	const options = { approve: 'first', timeZone: TIME_ZONE, onChange: () => undefined } as const;
	await play(autopilot, servers, { goalId, days, from: iso(from), ...options });
}

/** A week from the sentence to the report. */
async function week(scene: Scene, from: DateTime): Promise<void> {
	const { browser, n8n, servers, autopilot } = scene;
	const goalId = await createGoal(scene, '1週間で200万作りたい、ワークフロー回してくれ', from);
	const editor = await editorPage(browser, n8n, { width: 1280, height: 760 });
	await openWorkflow(editor, n8n, autopilot.workflowIds.get('loop/01-goal-parser') ?? '', 7);
	await shoot(editor, 'editor');

	const chat = await phone(scene);
	await chat.goto(servers.chatUrl);
	await chat.locator('.keyboard button').first().waitFor({ timeout: DEADLINE_MS });
	await shoot(chat, 'question');

	await playDays(scene, goalId, from, 7);
	await until('the final report in the chat', DEADLINE_MS, async () => (await chat.getByText('最終レポート').count()) > 0);
	await chat.getByText('最終レポート').last().scrollIntoViewIfNeeded();
	await shoot(chat, 'report');
}

/** The decisions page in the middle of a week in which everything has become dearer, so that there is something to decide. */
async function decisionsPage(scene: Scene, from: DateTime): Promise<void> {
	const { servers, autopilot } = scene;
	const goalId = await createGoal(scene, '1週間で200万作りたい、予算9万円以内でワークフロー回してくれ', from);
	await playDays(scene, goalId, from, 3);
	servers.control.scenario({ costMultiplier: 3 });
	for (const hour of [9, 10]) {
		const now = iso(from.plus({ days: 3 }).set({ hour, minute: 30 }));
		servers.control.advance(now);
		await autopilot.post('tick', { now });
	}
	const link = await until('the link to the page under a question', DEADLINE_MS, async () => {
		const [decision] = await autopilot.ledger.read('decision_log', { goalId, status: 'pending' });
		const messageId = decision?.channels.at(-1)?.reference.messageId;
		const message = servers.control.chat.messages(servers.approverId).find((each) => each.messageId === messageId);
		return (message?.markup?.inline_keyboard ?? []).flat().find(({ url }) => url !== undefined)?.url;
	});
	const page = await phone(scene);
	await page.goto(link);
	await shoot(page, 'decisions-page', true);
}

async function main(names: readonly string[]): Promise<void> {
	const unknown = names.filter((name) => !NAMES.some((known) => known === name));
	if (unknown.length > 0) throw new Error(`There is no picture ${unknown.join(', ')}: choose of ${NAMES.join(', ')}`);
	const folder = await mkdtemp(join(tmpdir(), 'autopilot-screenshots-'));
	await mkdir(IMAGES, { recursive: true });
	const from = DateTime.now().setZone(TIME_ZONE).plus({ days: 1 }).set({ hour: 10, minute: 0, second: 0, millisecond: 0 });
	const servers = await startServers({ now: iso(from) });
	const n8n = await startN8n({ dataFolder: folder, port: 0, progress: console.log });
	const browser = await launchBrowser();
	try {
		const autopilot = await provision(n8n, servers, { ledger: 'dataTables', progress: console.log });
		const scene: Scene = { browser, n8n, servers, autopilot };
		const all = names.length === 0;
		if (all || names.some((name) => name !== 'decisions-page')) await week(scene, from);
		if (all || names.includes('decisions-page')) await decisionsPage(scene, from.plus({ days: 10 }));
	} finally {
		await browser.close();
		await n8n.stop();
		await servers.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

void main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
