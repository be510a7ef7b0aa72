import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { until } from './n8n/publicApi';
import type { N8nServer } from './n8n/server';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** No sandbox of its own (it runs as root in containers), and no call home. */
const ARGUMENTS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** The machine's own Chromium. @throws Error when there is none, naming the way to get one */
export async function launchBrowser(): Promise<Browser> {
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	const found = [
		process.env['CHROME_BIN'] ?? '',
		...folders.flatMap((folder) => PROGRAMS.map((name) => join(folder, name))),
	].find((path) => path !== '' && existsSync(path));
	if (!found) throw new Error('No Chromium found on the PATH: install it (Debian: apt-get install chromium) or set CHROME_BIN');
	return await chromium.launch({ executablePath: found, args: ARGUMENTS });
}

/** A page that is logged in to n8n as its owner. */
export async function editorPage(browser: Browser, n8n: N8nServer, viewport: { width: number; height: number }): Promise<Page> {
	const context = await browser.newContext({ viewport, locale: 'en-US', timezoneId: 'Asia/Tokyo' });
	const [name = '', value = ''] = n8n.rest.cookie().split('=');
	await context.addCookies([{ name, value, url: n8n.url }]);
	// The editor's first load compiles all of it, which takes a machine that has more to do over half a minute.
	context.setDefaultNavigationTimeout(120_000);
	return await context.newPage();
}

/** Opens a workflow in the editor, with all of it in view, and waits until its nodes are drawn. */
export async function openWorkflow(page: Page, n8n: N8nServer, workflowId: string, nodes: number): Promise<void> {
	await page.goto(`${n8n.url}/workflow/${workflowId}`);
	const drawn = page.locator('[data-test-id="canvas-node"]');
	await drawn.nth(nodes - 1).waitFor({ timeout: 60_000 });
	await page.locator('[data-test-id="zoom-to-fit"]').click();
	// The canvas glides to its place; it has arrived when the first node no longer moves.
	let seen = '';
	await until('the canvas to come to rest', 20_000, async () => {
		const now = JSON.stringify(await drawn.first().boundingBox());
		const still = now === seen;
		seen = now;
		return still;
	});
}
