import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { goalField } from '../shared/goalField';
import { forEachItem } from '../shared/items';
import { ledgerCredentials, ledgerProperties } from '../shared/ledgerProperties';
import { type Operation, runChosen } from '../shared/operation';
import { ledgerSearch } from '../shared/ledgerSearch';
import { currentTimeProperty } from '../shared/time';
import { forecast } from './actions/forecast.operation';
import { recordAll, recordFields } from './actions/record.operation';
import { report } from './actions/report.operation';

const OPERATIONS = new Map<string, Operation>(Object.entries({ forecast, report }));

/** Records figures and says where goals stand and where they are heading. */
export class PerformanceMonitor implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Performance Monitor',
		name: 'performanceMonitor',
		icon: { light: 'file:performanceMonitor.svg', dark: 'file:performanceMonitor.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] }}',
		description: 'Records figures of the business, forecasts goals and measures how well they run',
		defaults: { name: 'Performance Monitor' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: ledgerCredentials,
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Forecast',
						value: 'forecast',
						description: 'Say what will probably come out of a goal',
						action: 'Forecast goals',
					},
					{
						name: 'Record',
						value: 'record',
						description: 'Write the figure of a day',
						action: 'Record a figure',
					},
					{
						name: 'Report',
						value: 'report',
						description: 'Measure attainment, runs and decisions of a goal',
						action: 'Report on goals',
					},
				],
				default: 'record',
			},
			...recordFields,
			goalField(['forecast', 'report']),
			...ledgerProperties,
			currentTimeProperty,
		],
	};

	methods = { listSearch: ledgerSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		if (this.getNodeParameter('operation', 0) === 'record') return [await recordAll(this)];
		return forEachItem(this, 1, async (itemIndex) => runChosen(OPERATIONS, this, itemIndex));
	}
}
