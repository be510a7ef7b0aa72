/**
 * `npm run screenshots`: takes the pictures of the README from the real thing: workflow 01 in n8n's editor, a question in the
 * chat, the final report. Writes them to docs/images.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DateTime } from 'luxon';
import { editorPage, launchBrowser, openWorkflow } from '../sandbox/browser';
import { until } from '../sandbox/n8n/publicApi';
import { provision } from '../sandbox/n8n/provision';
import { startN8n } from '../sandbox/n8n/server';
import { play } from '../sandbox/player';
import { startServers } from '../sandbox/servers';

const IMAGES = resolve(__dirname, '..', 'docs', 'images');
const TIME_ZONE = 'Asia/Tokyo';
const DEADLINE_MS = 60_000;
const CHAT = { width: 440, height: 900 };

async function main(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'autopilot-screenshots-'));
	await mkdir(IMAGES, { recursive: true });
	const from = DateTime.now().setZone(TIME_ZONE).plus({ days: 1 }).set({ hour: 10, minute: 0, second: 0, millisecond: 0 });
	const now = new Date(from.toMillis()).toISOString();
	const servers = await startServers({ now });
	const n8n = await startN8n({ dataFolder: folder, port: 0, progress: console.log });
	const browser = await launchBrowser();
	try {
		const autopilot = await provision(n8n, servers, { ledger: 'dataTables', progress: console.log });
		const reply = await autopilot.post('goal', {
			instruction: '1週間で200万作りたい、ワークフロー回してくれ',
			requested_by: 'owner',
			now,
		});
		const { goal_id: goalId = '' } = reply.body as { goal_id?: string };

		const editor = await editorPage(browser, n8n, { width: 1280, height: 760 });
		await openWorkflow(editor, n8n, autopilot.workflowIds.get('loop/01-goal-parser') ?? '', 7);
		await editor.screenshot({ path: join(IMAGES, 'editor.png') });

		const chat = await browser.newPage({ viewport: CHAT, locale: 'ja-JP', timezoneId: TIME_ZONE, colorScheme: 'light' });
		await chat.goto(servers.chatUrl);
		await chat.locator('.keyboard button').first().waitFor({ timeout: DEADLINE_MS });
		await chat.screenshot({ path: join(IMAGES, 'question.png') });

		await play(autopilot, servers, {
			goalId,
			days: 7,
			approve: 'first',
			from: now,
			timeZone: TIME_ZONE,
			onChange: () => undefined,
		});
		await until('the final report in the chat', DEADLINE_MS, async () => (await chat.getByText('最終レポート').count()) > 0);
		await chat.getByText('最終レポート').last().scrollIntoViewIfNeeded();
		await chat.screenshot({ path: join(IMAGES, 'report.png') });
	} finally {
		await browser.close();
		await n8n.stop();
		await servers.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

void main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
