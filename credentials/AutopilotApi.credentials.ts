import type { IAuthenticateGeneric, Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

/** How the pack reaches its own n8n (data tables, executions) and what it signs answers with. */
export class AutopilotApi implements ICredentialType {
	name = 'autopilotApi';

	displayName = 'Autopilot API';

	icon: Icon = { light: 'file:autopilotApi.svg', dark: 'file:autopilotApi.dark.svg' };

	documentationUrl = 'https://docs.n8n.io/api/authentication/';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'http://localhost:5678',
			required: true,
			description: 'Where this n8n answers, as seen from itself',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'An API key of this n8n (Settings → n8n API) with the scopes dataTable, dataTableColumn, dataTableRow, execution and workflow',
		},
		{
			displayName: 'Signing Secret',
			name: 'signingSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'At least 32 random characters. Buttons and links of questions are signed with it; keep it the same on every worker.',
		},
		{
			displayName: 'Google Sheets URL',
			name: 'googleSheetsUrl',
			type: 'string',
			default: 'https://sheets.googleapis.com/',
			description:
				'Change it only for an emulator of the Google Sheets API, which then also gives service accounts their tokens under /token and lists files under /drive/v3/files',
		},
		{
			displayName: 'Webhook Targets',
			name: 'webhookTargets',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Target',
			description:
				'Chats and services that questions are posted to. An approver webhook:team-chat is asked through the target team-chat.',
			options: [
				{
					displayName: 'Target',
					name: 'target',
					values: [
						{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. team-chat' },
						{
							displayName: 'Format',
							name: 'format',
							type: 'options',
							options: [
								{ name: 'JSON', value: 'json', description: 'A signed event for a service of your own' },
								{ name: 'LINE', value: 'line', description: 'A push message of the LINE Messaging API' },
								{ name: 'Microsoft Teams', value: 'teams', description: 'An adaptive card for a Teams workflow' },
								{ name: 'Slack', value: 'slack', description: 'Blocks for an incoming webhook of Slack' },
							],
							default: 'json',
						},
						{
							displayName: 'URL',
							name: 'url',
							type: 'string',
							typeOptions: { password: true },
							default: '',
							placeholder: 'e.g. https://hooks.example.com/…',
							description: 'Where to post. For LINE leave it empty.',
						},
						{
							displayName: 'Signing Secret',
							name: 'secret',
							displayOptions: { show: { format: ['json'] } },
							type: 'string',
							typeOptions: { password: true },
							default: '',
							placeholder: 'e.g. whsec_…',
							description:
								'For JSON: events are signed with it as Standard Webhooks are, so that the service can tell them from forged ones',
						},
						{
							displayName: 'Bearer Token',
							name: 'token',
							displayOptions: { show: { format: ['json', 'line'] } },
							type: 'string',
							typeOptions: { password: true },
							default: '',
							description: 'Sent as Authorization header. For LINE the channel access token.',
						},
						{
							displayName: 'LINE Recipient',
							name: 'recipient',
							displayOptions: { show: { format: ['line'] } },
							type: 'string',
							default: '',
							placeholder: 'e.g. U… or C…',
							description: 'ID of the user or group that LINE sends the question to',
						},
					],
				},
			],
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'X-N8N-API-KEY': '={{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.baseUrl}}', url: '/api/v1/data-tables', qs: { limit: 1 } },
	};
}
