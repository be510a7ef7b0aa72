import type { IAuthenticateGeneric, Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

/** A key of Whop's API v1, and which Whop it belongs to: keys of production and sandbox look alike. */
export class WhopApi implements ICredentialType {
	name = 'whopApi';

	displayName = 'Whop API';

	icon: Icon = { light: 'file:whopApi.svg', dark: 'file:whopApi.dark.svg' };

	documentationUrl = 'https://docs.whop.com/developer/api/getting-started';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{
					name: 'Production',
					value: 'production',
					description: 'Real money',
				},
				{
					name: 'Sandbox',
					value: 'sandbox',
					description: 'Whop’s test world, with keys of its own',
				},
				{
					name: 'Custom',
					value: 'custom',
					description: 'A proxy or an emulator of the Whop API',
				},
			],
			default: 'production',
			description: 'Which Whop the key belongs to. Every item the node puts out says it too.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. http://localhost:4010/api/v1',
			displayOptions: { show: { environment: ['custom'] } },
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'A company API key (Whop dashboard → Developer → API keys)',
		},
		{
			displayName: 'Company ID',
			name: 'companyId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. biz_…',
			description: 'The company whose payments and members are read (in the address bar of its dashboard)',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{$credentials.environment === "custom" ? $credentials.baseUrl : $credentials.environment === "sandbox" ? "https://sandbox-api.whop.com/api/v1" : "https://api.whop.com/api/v1"}}',
			url: '/accounts/me',
			headers: { 'Api-Version-Date': '2026-07-20' },
		},
	};
}
