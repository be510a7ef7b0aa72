import type { NodeJson, WorkflowJson } from './restClient';

/** What a user chooses by hand after importing the workflows. */
export interface Choices {
	readonly ledger: 'dataTables' | 'sheets';
	readonly spreadsheetId: string;
	/** Base URL of the service that the growth workflows call. */
	readonly serviceUrl: string;
	/** Where the owner hears of failures: a Telegram user id. */
	readonly ownerChatId: number;
	/** Credential ids by purpose. */
	readonly credentials: Readonly<Record<CredentialPurpose, string>>;
	/** The id each shipped workflow got in this n8n, by the id in its file. */
	readonly workflowIds: ReadonlyMap<string, string>;
}

export const CREDENTIALS = {
	autopilot: { type: 'autopilotApi', name: 'Autopilot API' },
	whop: { type: 'whopApi', name: 'Whop (sandbox)' },
	telegram: { type: 'telegramApi', name: 'Telegram bot (sandbox)' },
	sheets: { type: 'googleSheetsOAuth2Api', name: 'Google Sheets (sandbox)' },
	intake: { type: 'httpHeaderAuth', name: 'Autopilot webhooks' },
	service: { type: 'httpHeaderAuth', name: 'Outside service (sandbox)' },
	mail: { type: 'smtp', name: 'SMTP (sandbox)' },
} as const;

/** A week: the simulated shop is small, and a day may bring nothing to find. */
const SANDBOX_LOOK_BACK_HOURS = 168;

export type CredentialPurpose = keyof typeof CREDENTIALS;

/** Which credentials a node needs. */
function purposes(node: NodeJson, choices: Choices): CredentialPurpose[] {
	const ledger: CredentialPurpose[] = choices.ledger === 'sheets' ? ['autopilot', 'sheets'] : ['autopilot'];
	switch (node.type) {
		case 'n8n-nodes-autopilot.goalParser':
			return [...ledger, 'whop'];
		case 'n8n-nodes-autopilot.decisionHandler':
		case 'n8n-nodes-autopilot.decisionHandlerHitlTool':
			return [...ledger, 'telegram'];
		case 'n8n-nodes-autopilot.autoExecutor':
			return node.parameters['operation'] === 'sendReports' ? [...ledger, 'telegram'] : ledger;
		case 'n8n-nodes-autopilot.performanceMonitor':
			return ledger;
		case 'n8n-nodes-autopilot.whop':
			return node.parameters['unitsFrom'] === 'settings' ? [...ledger, 'whop'] : ['whop'];
		case 'n8n-nodes-autopilot.whopTrigger':
			return ['whop'];
		case 'n8n-nodes-base.telegram':
		case 'n8n-nodes-base.telegramTrigger':
			return ['telegram'];
		case 'n8n-nodes-base.webhook':
			return node.parameters['authentication'] === 'none' ? [] : ['intake'];
		case 'n8n-nodes-base.httpRequest':
			return ['service'];
		case 'n8n-nodes-base.emailSend':
			return ['mail'];
		default:
			return [];
	}
}

function parameters(node: NodeJson, choices: Choices): Readonly<Record<string, unknown>> {
	const { parameters: given } = node;
	const keepsLedger = !node.type.startsWith('n8n-nodes-autopilot.whop') || given['unitsFrom'] === 'settings';
	if (node.type.startsWith('n8n-nodes-autopilot.') && keepsLedger) {
		if (choices.ledger === 'dataTables') return { ...given, ledger: 'dataTables' };
		const spreadsheetId = { __rl: true, mode: 'id', value: choices.spreadsheetId };
		return { ...given, ledger: 'googleSheets', authentication: 'oAuth2', spreadsheetId };
	}
	if (given['operation'] === 'getMissed') return { ...given, lookBackHours: SANDBOX_LOOK_BACK_HOURS };
	if (node.type === 'n8n-nodes-base.executeWorkflow') {
		const chosen = given['workflowId'] as { value: string };
		const value = choices.workflowIds.get(chosen.value);
		if (value === undefined)
			throw new Error(`The node "${node.name}" starts a workflow that is not imported yet: ${chosen.value}`);
		return { ...given, workflowId: { ...chosen, value } };
	}
	if (node.type === 'n8n-nodes-base.set' && given['mode'] === 'raw') {
		const jsonOutput = String(given['jsonOutput']).replace('YOUR_TELEGRAM_USER_ID', String(choices.ownerChatId));
		return { ...given, jsonOutput };
	}
	if (node.type.startsWith('n8n-nodes-base.httpRequest')) {
		return { ...given, url: String(given['url']).replace('https://your-service.example', choices.serviceUrl) };
	}
	return given;
}

/** The settings of a workflow, with the workflow that hears of its failures as n8n knows it here. */
function settingsOf({ settings }: WorkflowJson, { workflowIds }: Choices): WorkflowJson['settings'] {
	const { errorWorkflow, ...others } = settings;
	if (errorWorkflow === undefined) return settings;
	const id = workflowIds.get(String(errorWorkflow));
	return id === undefined ? others : { ...others, errorWorkflow: id };
}

/** Does to a shipped workflow what its sticky notes tell the user to do. */
export function fillIn(workflow: WorkflowJson, choices: Choices): WorkflowJson {
	// The sandbox plays virtual days, in which no schedule may meddle. What Whop starts lives in the present and is played by nobody.
	const scheduled = workflow.nodes.some(({ type }) => type === 'n8n-nodes-autopilot.whopTrigger');
	return {
		...workflow,
		settings: settingsOf(workflow, choices),
		nodes: workflow.nodes.map((node) => {
			const credentials: Record<string, { id: string; name: string }> = {};
			for (const purpose of purposes(node, choices)) {
				const { type, name } = CREDENTIALS[purpose];
				credentials[type] = { id: choices.credentials[purpose], name };
			}
			return {
				...node,
				parameters: parameters(node, choices),
				...(Object.keys(credentials).length > 0 ? { credentials } : {}),
				...(node.type === 'n8n-nodes-base.scheduleTrigger' && !scheduled ? { disabled: true } : {}),
			};
		}),
	};
}
