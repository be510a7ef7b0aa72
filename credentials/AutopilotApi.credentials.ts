import type { IAuthenticateGeneric, Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

/** How the pack reaches its own n8n (data tables, executions) and what it signs answers with. */
export class AutopilotApi implements ICredentialType {
	name = 'autopilotApi';

	displayName = 'Autopilot API';

	icon: Icon = { light: 'file:autopilotApi.svg', dark: 'file:autopilotApi.dark.svg' };

	documentationUrl = 'https://docs.n8n.io/api/authentication/';

	properties: INodeProperties[] = [
		{
			displayName: 'N8n Base URL',
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
			description: 'Change it only for a proxy or an emulator of the Google Sheets API',
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
