import { openLedger } from '../../shared/ledger';
import { toItem } from '../../shared/snakeCase';
import { catalogWarnings } from '../catalogWarnings';
import { OUTPUT } from '../outputs';
import type { Operation } from '../../shared/operation';

const onSheets = { resource: ['ledger'], operation: ['setUp'], ledger: ['googleSheets'] };

/** Makes missing tables, columns and settings, and the spreadsheet itself when asked to. What is there stays as it is. Warns of workflows whose runs could not be started or looked up. */
export const setUp: Operation = {
	fields: [
		{
			displayName: 'New Spreadsheet',
			name: 'newSpreadsheet',
			type: 'boolean',
			default: false,
			displayOptions: { show: onSheets },
			description:
				'Whether to make a new spreadsheet in the account of the credential. Its ID and URL are in the output: choose it in every node, and turn this off again.',
		},
		{
			displayName: 'Spreadsheet Title',
			name: 'spreadsheetTitle',
			type: 'string',
			default: 'Autopilot',
			description: 'Name of the new spreadsheet in Google Drive',
			displayOptions: { show: { ...onSheets, newSpreadsheet: [true] } },
		},
	],
	async execute(context, itemIndex) {
		const wanted = context.getNodeParameter('ledger', itemIndex, '') === 'googleSheets';
		const isNew = wanted && context.getNodeParameter('newSpreadsheet', itemIndex, false) === true;
		const title = isNew ? String(context.getNodeParameter('spreadsheetTitle', itemIndex, 'Autopilot')) : undefined;
		const { ledger, api, created = {} } = await openLedger(context, itemIndex, title);
		const made = await ledger.setUp();
		const warnings = await catalogWarnings(api, await ledger.read('workflow_catalog'));
		context.addExecutionHints(...warnings.map((message) => ({ message, type: 'warning', location: 'outputPane' }) as const));
		return [{ output: OUTPUT.result, json: toItem({ ...made, ...created, warnings }) }];
	},
};
