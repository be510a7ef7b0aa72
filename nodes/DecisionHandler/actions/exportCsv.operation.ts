import { stringify } from 'csv-stringify/sync';
import type { INodeProperties } from 'n8n-workflow';
import { logRow } from '../../../core/decision/logRow';
import { readSettings } from '../../../core/settings';
import { openLedger } from '../../shared/ledger';
import type { Operation } from '../../shared/operation';
import { selectDecisions, selectionFields } from '../selectDecisions';

const forExport = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { show: { operation: ['exportCsv'] } },
});

/**
 * The decision log as a file for spreadsheets: RFC 4180, UTF-8 with a byte order mark so that Excel reads Japanese, and a mark before
 * whatever a spreadsheet would take for a formula. Times are on the clock of the goal's zone.
 */
export const exportCsv: Operation = {
	fields: [
		...selectionFields('exportCsv', []),
		forExport({
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: 'decisions.csv',
			description: 'Name of the file',
		}),
		forExport({
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the output binary field to put the file in',
		}),
	],
	execute: async (context, itemIndex) => {
		const { ledger } = await openLedger(context, itemIndex);
		const [decisions, { settings, goals_tracker: goals }] = await Promise.all([
			selectDecisions(context, itemIndex, ledger),
			ledger.readAll(['settings', 'goals_tracker']),
		]);
		const { timeZone } = readSettings(settings);
		const zones = new Map(goals.map((goal) => [goal.goalId, goal.timeZone]));
		const rows = decisions.map((decision) => logRow(decision, zones.get(decision.goalId) ?? timeZone));
		const header = Object.keys(rows[0] ?? { decision_id: null });
		const csv = stringify(rows, { header: true, columns: header, bom: true, record_delimiter: 'windows', escape_formulas: true });
		const fileName = String(context.getNodeParameter('fileName', itemIndex, 'decisions.csv'));
		const field = String(context.getNodeParameter('binaryPropertyName', itemIndex, 'data'));
		const file = await context.helpers.prepareBinaryData(Buffer.from(csv, 'utf8'), fileName, 'text/csv');
		return [{ output: 0, json: { file_name: fileName, decisions: rows.length }, binary: { [field]: file } }];
	},
};
