import { judgeAnswerWorkflow, judgeApprovers, judgeLedger, judgeSecret } from '../../../core/decision/setUpBasics';
import type { SetUpCheck } from '../../../core/decision/setUpCheck';
import { judgeNotAsked, judgeOpening, judgeReceipt } from '../../../core/decision/setUpDelivery';
import { judgeClock, judgePageLink, judgePublicUrl, judgeWaitingLink, type Fetched } from '../../../core/decision/setUpLink';
import { setUpQuestion } from '../../../core/decision/setUpQuestion';
import { judgeWebhook, type WebhookInfo } from '../../../core/decision/setUpTelegram';
import type { ChannelReceipt } from '../../../core/types';

const NOW = '2026-11-20T03:00:00.000Z';
const seconds = Date.parse(NOW) / 1000;

/** A check says what was found, and where it is wrong, or nobody knows (`null`), also what to do. */
const expectCheck = (check: SetUpCheck | undefined, ok: boolean | null, message: RegExp, remedy?: RegExp): void => {
	const result = ok === null ? 'undecided' : ok ? 'passed' : 'failed';
	expect(check).toMatchObject({ ok: ok === true, result, message: expect.stringMatching(message) });
	expect(check?.remedy).toMatch(ok ? /^$/ : (remedy ?? /\w/));
};

describe('set-up check: what the pack itself needs', () => {
	it.each<[string, number, boolean, RegExp]>([
		['none', 0, false, /no signing secret/],
		['31 characters', 31, false, /only 31/],
		['32 characters', 32, true, /32 characters/],
	])('signing secret: %s', (_, length, ok, message) => expectCheck(judgeSecret(length), ok, message));

	it('ledger', () => {
		expectCheck(judgeLedger(null), true, /can be read/);
		expectCheck(judgeLedger({ message: 'The table is missing', remedy: 'Run "Set Up".' }), false, /missing/, /Set Up/);
	});

	it.each<[string, string[], boolean, RegExp]>([
		['nobody', [], false, /no approver/],
		['a name', ['the boss'], false, /the boss/],
		['two', ['telegram:1', 'email:A@b.co'], true, /telegram:1, email:a@b\.co/],
	])('approvers: %s', (_, approvers, ok, message) => expectCheck(judgeApprovers(approvers), ok, message, /APPROVERS/));

	it.each<[string, { name: string; active: boolean }[] | null, boolean | null, RegExp]>([
		['unreadable', null, null, /could not be read/],
		['missing', [], false, /No workflow/],
		['not published', [{ name: '03', active: false }], false, /not published/],
		[
			'published beside an old copy',
			[
				{ name: 'old', active: false },
				{ name: '03', active: true },
			],
			true,
			/“03” is published/,
		],
	])('workflow 03: %s', (_, workflows, ok, message) => expectCheck(judgeAnswerWorkflow(workflows), ok, message));
});

describe('set-up check: the way of a link', () => {
	it.each<[string, boolean, RegExp]>([
		['https://n8n.example.com/webhook-waiting/1/a?signature=x', true, /https:\/\/n8n\.example\.com\./],
		['http://n8n.example.com/x', false, /without encryption/],
		['http://localhost:5678/x', false, /only on the machine/],
		['https://127.0.0.1/x', false, /only on the machine/],
		['http://[::1]:5678/x', false, /only on the machine/],
		['nothing', false, /no usable address/],
	])('public URL %s', (address, ok, message) => expectCheck(judgePublicUrl(address), ok, message, /N8N_WEBHOOK_URL/));

	const answered = (status: number, body = '<!DOCTYPE html>'): Fetched => ({ status, date: null, body });
	const NO_WAY: Fetched = { error: 'getaddrinfo ENOTFOUND n8n.example.com' };
	it.each<[string, Fetched, boolean, RegExp]>([
		[
			'that n8n knows nothing of',
			answered(404, '{"code":404,"message":"The execution 2012 does not exist."}'),
			true,
			/reach this n8n/,
		],
		['of another server', answered(404), false, /strips the path/],
		['that opens the editor, since its prefix is stripped', answered(200), false, /strips the path/],
		['that is redirected', answered(301), false, /redirected \(301\)/],
		['behind a login', answered(401), false, /login or a firewall/],
		['behind a firewall', answered(403), false, /login or a firewall/],
		['through a bad gateway', answered(502), false, /answered with 502/],
		['that leads nowhere', NO_WAY, false, /ENOTFOUND/],
	])('link to a waiting execution %s', (_, fetched, ok, message) => expectCheck(judgeWaitingLink(fetched, '2012'), ok, message));

	it.each<[string, Fetched, Fetched, boolean, RegExp]>([
		['opened, and refused when forged', answered(200), answered(403), true, /is refused/],
		['opened whatever its signature', answered(200), answered(200), false, /Another page/],
		['changed on its way', answered(403), answered(403), false, /changes its query/],
		['where nothing is', answered(404), answered(404), false, /No decisions page/],
		['behind a login', answered(401), answered(401), false, /login or a firewall/],
		['redirected', answered(302), answered(302), false, /redirected \(302\)/],
		['that fails', answered(503), answered(503), false, /answered with 503/],
		['that is too large', answered(413), answered(413), false, /answered with 413/],
		['that leads nowhere', NO_WAY, NO_WAY, false, /ENOTFOUND/],
	])('signed link %s', (_, genuine, forged, ok, message) => expectCheck(judgePageLink(genuine, forged), ok, message));

	it.each<[string, string | null, boolean | null, RegExp]>([
		['the same', 'Fri, 20 Nov 2026 03:00:30 GMT', true, /agrees/],
		['ahead', 'Fri, 20 Nov 2026 02:55:00 GMT', false, /300 s ahead .* too early/],
		['behind', 'Fri, 20 Nov 2026 03:02:00 GMT', false, /120 s behind .* too late/],
		['unknown', null, null, /names no time/],
	])('clock %s', (_, date, ok, message) => expectCheck(judgeClock(date, NOW, 'Telegram'), ok, message, /NTP/));
});

describe('set-up check: the bot’s webhook', () => {
	const fine: WebhookInfo = {
		url: 'https://n8n.example.com/webhook/abc/webhook',
		pendingUpdates: 0,
		lastErrorAt: null,
		lastErrorMessage: null,
		allowedUpdates: ['message', 'callback_query'],
	};
	const judge = (info: Partial<WebhookInfo>): SetUpCheck[] => judgeWebhook({ ...fine, ...info }, 'https://n8n.example.com', NOW);

	it.each<[string, Partial<WebhookInfo>, boolean, RegExp]>([
		['held by a trigger here', {}, true, /holds the bot/],
		['that gets everything', { allowedUpdates: [] }, true, /holds the bot/],
		['missing', { url: '' }, false, /no webhook/],
		['held by somebody else', { url: 'https://other.example/hook' }, false, /other\.example/],
		['held by n8n’s one-tap approvals', { url: 'https://n8n.example.com/webhook-waiting-telegram' }, false, /one-tap/],
		['without taps', { allowedUpdates: ['message'] }, false, /no callback_query/],
	])('%s', (_, info, ok, message) => expectCheck(judge(info)[0], ok, message));

	it.each<[string, Partial<WebhookInfo>, boolean, RegExp, RegExp]>([
		['no error', {}, true, /without errors/, /^$/],
		['an old error', { lastErrorAt: seconds - 7_200, lastErrorMessage: 'Connection refused' }, true, /without errors/, /^$/],
		[
			'refused',
			{ lastErrorAt: seconds - 120, lastErrorMessage: 'Connection refused' },
			false,
			/2 min ago: Connection refused/,
			/443/,
		],
		[
			'a certificate',
			{ lastErrorAt: seconds, lastErrorMessage: 'SSL error {certificate verify failed}' },
			false,
			/SSL/,
			/certificate/,
		],
		[
			'404',
			{ lastErrorAt: seconds, lastErrorMessage: 'Wrong response from the webhook: 404 Not Found' },
			false,
			/404/,
			/publish/,
		],
		[
			'a redirect',
			{ lastErrorAt: seconds, lastErrorMessage: 'Wrong response from the webhook: 302 Found' },
			false,
			/302/,
			/redirects/,
		],
		['many pending', { pendingUpdates: 21 }, false, /21 updates/, /overloaded/],
	])('delivery: %s', (_, info, ok, message, remedy) => expectCheck(judge(info)[1], ok, message, remedy));

	it('unreachable', () => {
		const [check, ...more] = judgeWebhook({ error: 'Telegram answered 401: Unauthorized' }, 'https://n8n.example.com', NOW);
		expectCheck(check, false, /401/, /token/);
		expect(more).toEqual([]);
	});
});

describe('set-up check: the test question', () => {
	const receipt = (error: string | null, channel: ChannelReceipt['channel'] = 'telegram'): ChannelReceipt => ({
		channel,
		approver: '1',
		status: error === null ? 'sent' : 'failed',
		reference: {},
		error,
	});
	it.each<[string, ChannelReceipt, RegExp]>([
		['never started the bot', receipt('Telegram answered 400 to sendMessage: Bad Request: chat not found'), /press Start/],
		['blocked the bot', receipt('Telegram answered 403 to sendMessage: Forbidden: bot was blocked by the user'), /press Start/],
		['a wrong token', receipt('Telegram answered 401 to sendMessage: Unauthorized'), /token/],
		['no credential', receipt('The node has no SMTP credential', 'email'), /Choose the credential/],
		['a mail server that refuses', receipt('The SMTP server refused', 'email'), /SMTP credential/],
		['a webhook target', receipt('answered 500', 'webhook'), /webhook target/],
	])('%s', (_, given, remedy) => expectCheck(judgeReceipt(given), false, /\w/, remedy));

	it('sent', () => expectCheck(judgeReceipt(receipt(null)), true, /was sent/));

	it.each(['ja', 'en'] as const)('says in %s that nothing depends on it', (locale) => {
		const { question, evidence, options } = setUpQuestion('1', locale);
		expect(question).toMatch(/TEST|テスト/);
		expect(evidence).toHaveLength(1);
		expect(options.map(({ effect }) => effect)).toEqual([{ type: 'none' }, { type: 'none' }]);
	});
});

describe('set-up check: opening a link', () => {
	it.each<[string, Parameters<typeof judgeOpening>[0], boolean, boolean | null, RegExp]>([
		['leaves the question open', { status: 'pending', answeredBy: null }, true, true, /decided nothing/],
		['answers the question', { status: 'approved', answeredBy: 'email:a@b.co' }, true, false, /left the question “approved”/],
		['closes the question', { status: 'expired', answeredBy: null }, true, false, /left the question “expired”/],
		['crosses a tap', { status: 'approved', answeredBy: 'telegram:1' }, true, null, /nobody can tell/],
		['was not possible', { status: 'pending', answeredBy: null }, false, null, /could not be tried/],
	])('that %s', (_, decision, opened, ok, message) => expectCheck(judgeOpening(decision, opened), ok, message));

	it('is unknown where nobody was asked', () => expectCheck(judgeNotAsked(), null, /Nobody was asked/));
});
