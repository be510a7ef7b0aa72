import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** Where goals, decisions and runs are kept: the same three fields on every node of the pack. */
export const ledgerProperties: INodeProperties[] = [
	{
		displayName: 'Ledger',
		name: 'ledger',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Data Tables',
				value: 'dataTables',
				description: 'Tables inside this n8n, without another account',
			},
			{
				name: 'Google Sheets',
				value: 'googleSheets',
				description: 'A spreadsheet of yours, one tab for each table',
			},
		],
		default: 'dataTables',
		description: 'Where goals, decisions and runs are kept. Use the same ledger in every node.',
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			// Never offered, since the field is not shown then. A way without a credential keeps n8n's editor from moving this field into
			// the credential's window, and from hiding with it whatever it depends on: ledger, operation and resource.
			{ name: 'None', value: 'none', displayOptions: { show: { ledger: ['dataTables'] } } },
			{ name: 'OAuth2', value: 'oAuth2' },
			{ name: 'Service Account', value: 'serviceAccount' },
		],
		default: 'oAuth2',
		displayOptions: { show: { ledger: ['googleSheets'] } },
	},
	{
		displayName: 'Spreadsheet',
		name: 'spreadsheetId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The spreadsheet of the ledger. A service account lists those that were shared with its address.',
		// Where Set Up makes a new one, there is none to choose.
		displayOptions: { show: { ledger: ['googleSheets'] }, hide: { newSpreadsheet: [true] } },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchSpreadsheets', searchable: true },
			},
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: 'e.g. https://docs.google.com/spreadsheets/d/…',
				extractValue: { type: 'regex', regex: 'https://docs\\.google\\.com/(?:.*)/d/([0-9a-zA-Z\\-_]+)' },
				validation: [
					{
						type: 'regex',
						properties: {
							regex: 'https://docs\\.google\\.com/(?:.*)/d/([0-9a-zA-Z\\-_]+)(?:/.*|)',
							errorMessage: 'Not a Google Sheets URL',
						},
					},
				],
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms',
				validation: [{ type: 'regex', properties: { regex: '[0-9a-zA-Z\\-_]{2,}', errorMessage: 'Not a spreadsheet ID' } }],
			},
		],
	},
];

/** The credentials the ledger needs: this n8n's API always, Google's only for a spreadsheet. */
export const ledgerCredentials: INodeCredentialDescription[] = [
	{ name: 'autopilotApi', required: true },
	{
		name: 'googleSheetsOAuth2Api',
		required: true,
		displayOptions: { show: { ledger: ['googleSheets'], authentication: ['oAuth2'] } },
	},
	{
		name: 'googleApi',
		required: true,
		displayOptions: { show: { ledger: ['googleSheets'], authentication: ['serviceAccount'] } },
	},
];
