import type { Autopilot } from '../../sandbox/n8n/provision';
import type { N8nServer } from '../../sandbox/n8n/server';
import type { Servers } from '../../sandbox/servers';

interface Shown {
	readonly ledger: 'dataTables' | 'sheets';
	readonly dataFolder: string;
	readonly approve: 'first' | 'none' | 'ask';
}

/** What runs where, on one screen. */
export function screenful(n8n: N8nServer, servers: Servers, autopilot: Autopilot, options: Shown): string {
	const main = autopilot.workflowIds.get('loop/01-goal-parser') ?? '';
	const ledger =
		options.ledger === 'dataTables'
			? `${n8n.url}/home/datatables   n8n data tables autopilot_*`
			: `${servers.sheetsUrl}   spreadsheet ${servers.spreadsheetId}`;
	const answers = {
		ask: 'You answer the questions in the chat. The days pause while a question is open.',
		first: 'A robot taps the first button of every question.',
		none: 'Nobody answers: questions are reminded of and expire, and nothing is spent.',
	};
	return [
		'The autopilot is running. Everything listens on 127.0.0.1 only; no outside service is called.',
		'',
		`  n8n editor    ${n8n.url}/workflow/${main}`,
		`  n8n login     ${n8n.login.email}   ${n8n.login.password}`,
		`  Chat          ${servers.chatUrl}`,
		`  E-mails       ${servers.mailUrl}`,
		`  Ledger        ${ledger}`,
		`  Intake        POST ${n8n.url}/webhook/autopilot/goal   ${autopilot.webhookHeader}`,
		`  Business      ${servers.businessUrl}   Whop ${servers.whopUrl}   Telegram ${servers.telegramUrl}`,
		`  Data folder   ${options.dataFolder}   (n8n.log inside)`,
		'',
		answers[options.approve],
		'"Growth · Whop New Payment" and "Growth · Whop Win Back" are ready but not published: open one in the editor and press',
		'"Execute workflow" at Every Hour to see it thank and ask for what happened at Whop within the last week.',
		'Ctrl-C stops everything.',
	].join('\n');
}
