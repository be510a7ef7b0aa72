import { randomUUID } from 'node:crypto';
import type { NodeJson, WorkflowJson } from '../../../sandbox/n8n/restClient';
import type { Went } from './witness';

type Reference = { readonly id: string; readonly name: string };

export interface AskingParts {
	readonly credentials: Readonly<Record<'autopilot' | 'sheets' | 'telegram' | 'theirTelegram' | 'smtp', Reference>>;
	readonly witnessUrl: string;
	readonly spreadsheetId: string;
}

/** What a question is asked with: the body of the asking workflow's webhook. Both nodes get the same. */
export interface Asked {
	/** Stands in the question's text, so that its message can be found. */
	readonly key: string;
	readonly question: string;
	/** Telegram user ids, separated by commas. */
	readonly approvers: string;
	readonly email: string;
	readonly seconds: number;
	readonly approveLabel: string;
	readonly rejectLabel: string;
	readonly quorum: number;
	readonly requestedBy: string;
	/** Shown below the question; n8n's own nodes have no such field. */
	readonly evidence: string;
}

const body = (name: keyof Asked): string => `={{ $('Ask').first().json.body.${name} }}`;

const node = (name: string, type: string, typeVersion: number, parameters: object, more: object = {}): NodeJson => ({
	id: randomUUID(),
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters: { ...parameters },
	...more,
});

const webhook = (path: string): NodeJson =>
	node(
		'Ask',
		'n8n-nodes-base.webhook',
		2,
		{ httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
		{ webhookId: randomUUID() },
	);

const tell = (name: string, witnessUrl: string, went: string): NodeJson =>
	node(name, 'n8n-nodes-base.httpRequest', 4.2, {
		method: 'POST',
		url: `=${witnessUrl}/{{ encodeURIComponent($('Ask').first().json.body.key) }}/${went}`,
		options: {},
	});

const to = (name: string): { node: string; type: string; index: number } => ({ node: name, type: 'main', index: 0 });

function workflow(name: string, nodes: NodeJson[], connections: Record<string, unknown>): WorkflowJson {
	return { name, nodes, connections, settings: { executionOrder: 'v1', saveManualExecutions: true } };
}

/** This node's question, with what stands behind each of its three outputs. */
function ours(path: string, parts: AskingParts, approvers: string, ledger: object): WorkflowJson {
	const { credentials, witnessUrl } = parts;
	const outputs: readonly Went[] = ['expired', 'approved', 'rejected'];
	const ask = node(
		'Decide',
		'n8n-nodes-autopilot.decisionHandler',
		1,
		{
			operation: 'sendAndWait',
			question: body('question'),
			questionKey: body('key'),
			evidence: body('evidence'),
			options: {
				option: [
					{ label: body('approveLabel'), outcome: 'approve' },
					{ label: body('rejectLabel'), outcome: 'reject' },
				],
			},
			timeoutHours: `={{ $('Ask').first().json.body.seconds / 3600 }}`,
			approvers,
			quorum: body('quorum'),
			requestedBy: body('requestedBy'),
			fromEmail: 'autopilot@example.com',
			...ledger,
		},
		{
			credentials: {
				autopilotApi: credentials.autopilot,
				telegramApi: credentials.telegram,
				smtp: credentials.smtp,
				googleSheetsOAuth2Api: credentials.sheets,
			},
		},
	);
	const tells = outputs.map((went) => tell(went, witnessUrl, went));
	return workflow(`Approval: ${path}`, [webhook(path), ask, ...tells], {
		Ask: { main: [[to('Decide')]] },
		Decide: { main: outputs.map((went) => [to(went)]) },
	});
}

/**
 * n8n's own node at its safest: both answers offered, approvers restricted, the wait limited, failed sends repeated. After the time is
 * over it goes on at the same output without `data`, so that is told apart here.
 */
function theirs(path: string, parts: AskingParts, ask: NodeJson): WorkflowJson {
	const went = "{{ $json.data?.approved === true ? 'approved' : $json.data?.approved === false ? 'rejected' : 'expired' }}";
	return workflow(`Approval: ${path}`, [webhook(path), ask, tell('Tell', parts.witnessUrl, went)], {
		Ask: { main: [[to('Decide')]] },
		Decide: { main: [[to('Tell')]] },
	});
}

const approval = {
	operation: 'sendAndWait',
	message: body('question'),
	responseType: 'approval',
	approvalOptions: {
		values: { approvalType: 'double', approveLabel: body('approveLabel'), disapproveLabel: body('rejectLabel') },
	},
	options: {
		appendAttribution: false,
		limitWaitTime: {
			values: {
				limitType: 'afterTimeInterval',
				resumeAmount: `={{ $('Ask').first().json.body.seconds / 60 }}`,
				resumeUnit: 'minutes',
			},
		},
	},
};
const retried = { retryOnFail: true, maxTries: 3, waitBetweenTries: 500 };

/** The workflows that ask, one for each way, started by the webhook of that name. */
export function askingWorkflows(parts: AskingParts): { path: string; workflow: WorkflowJson }[] {
	const { credentials, spreadsheetId } = parts;
	const tables = { ledger: 'dataTables' };
	const sheet = {
		ledger: 'googleSheets',
		authentication: 'oAuth2',
		spreadsheetId: { __rl: true, mode: 'id', value: spreadsheetId },
	};
	const byTelegram = `={{ $('Ask').first().json.body.approvers.split(',').map((id) => 'telegram:' + id).join(',') }}`;
	const byEmail = `={{ $('Ask').first().json.body.email.split(',').map((address) => 'email:' + address).join(',') }}`;
	const telegram = node(
		'Decide',
		'n8n-nodes-base.telegram',
		1.2,
		{
			...approval,
			resource: 'message',
			chatId: `={{ $('Ask').first().json.body.approvers.split(',')[0] }}`,
			chatApproval: true,
			approverIds: body('approvers'),
		},
		{ ...retried, webhookId: randomUUID(), credentials: { telegramApi: credentials.theirTelegram } },
	);
	const email = node(
		'Decide',
		'n8n-nodes-base.emailSend',
		2.1,
		{
			...approval,
			resource: 'email',
			fromEmail: 'n8n@example.com',
			toEmail: body('email'),
			subject: `={{ 'Approval ' + $('Ask').first().json.body.key }}`,
		},
		{ ...retried, webhookId: randomUUID(), credentials: { smtp: credentials.smtp } },
	);
	return [
		{ path: 'ours-telegram', workflow: ours('ours-telegram', parts, byTelegram, tables) },
		{ path: 'ours-email', workflow: ours('ours-email', parts, byEmail, tables) },
		{ path: 'ours-sheets', workflow: ours('ours-sheets', parts, byTelegram, sheet) },
		{ path: 'n8n-telegram', workflow: theirs('n8n-telegram', parts, telegram) },
		{ path: 'n8n-email', workflow: theirs('n8n-email', parts, email) },
	];
}
