import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { toObservation } from '../../../core/monitor/observation';
import { readSettings } from '../../../core/settings';
import type { Observation } from '../../../core/types';
import { goalField } from '../../shared/goalField';
import { locatedText } from '../../shared/locator';
import { errorJson, toNodeError } from '../../shared/errors';
import { openLedger } from '../../shared/ledger';
import { toItem } from '../../shared/snakeCase';
import { isPresent, readCurrentTime, refuseReplay } from '../../shared/time';

const show = { operation: ['record'] };

/** One figure of one day, by default from the item's own fields. */
export const recordFields: INodeProperties[] = [
	{
		displayName: 'Metric',
		name: 'metric',
		type: 'string',
		default: '={{ $json.metric }}',
		required: true,
		placeholder: 'e.g. revenue',
		description: 'What was measured, such as revenue, new_customers or trials',
		displayOptions: { show },
	},
	{
		displayName: 'Day',
		name: 'day',
		type: 'string',
		default: '={{ $json.day }}',
		required: true,
		placeholder: 'e.g. 2026-11-20',
		description: 'The day the figure is about, in the time zone of the shop',
		displayOptions: { show },
	},
	{
		displayName: 'Value',
		name: 'value',
		// Not a number, whose default could not be the item's own: a figure nobody filled in would be recorded as 0.
		type: 'string',
		default: '={{ $json.value }}',
		required: true,
		description: 'The figure itself: an amount of money in major units, a count, or a fraction such as 0.15',
		placeholder: 'e.g. 98000',
		displayOptions: { show },
	},
	{
		displayName: 'Unit',
		name: 'unit',
		type: 'string',
		default: '={{ $json.unit }}',
		required: true,
		placeholder: 'e.g. JPY',
		description: 'A currency code for money, else "count" or "fraction"',
		displayOptions: { show },
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'string',
		default: '={{ $json.source ?? "manual" }}',
		placeholder: 'e.g. whop',
		description: 'Where the figure comes from, such as whop. Figures of different sources do not replace each other.',
		displayOptions: { show },
	},
	{
		...goalField(show.operation, 'The goal the figure belongs to. Leave empty for a figure of the whole shop.'),
		default: { mode: 'id', value: '={{ $json.goal_id ?? "" }}' },
	},
	{
		displayName: 'Workflow Key',
		name: 'workflow',
		type: 'string',
		default: '={{ $json.workflow ?? "" }}',
		placeholder: 'e.g. trial_onboarding',
		description:
			'The workflow of the catalog that brought this part of the day’s figure. From the metrics "conversions" and "revenue" of a workflow is learned what it brings. Leave empty for the day’s figure itself.',
		displayOptions: { show },
	},
];

/**
 * Writes the figures of all items in one go; recording the same metric, day and source again replaces its value.
 * With "Continue On Fail" an unreadable figure is reported in its own item and the rest is written.
 */
export async function recordAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const out: INodeExecutionData[] = [];
	const observations: Observation[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		try {
			const observation = readObservation(context, itemIndex);
			observations.push(observation);
			out.push({ json: toItem(observation), pairedItem: { item: itemIndex } });
		} catch (error) {
			if (!context.continueOnFail()) throw toNodeError(context.getNode(), error, itemIndex);
			out.push({ json: errorJson(error), pairedItem: { item: itemIndex } });
		}
	}
	try {
		const { ledger } = await openLedger(context, 0);
		// The settings are read only where they matter: nearly every figure is dated by the present.
		const replayed = observations.find(({ observedAt }) => !isPresent(observedAt));
		if (replayed) refuseReplay(replayed.observedAt, readSettings(await ledger.read('settings')));
		await ledger.upsert('performance_metrics', observations);
		return out;
	} catch (error) {
		if (!context.continueOnFail()) throw toNodeError(context.getNode(), error, 0);
		return out.map(({ pairedItem }) => ({ json: errorJson(error), pairedItem }));
	}
}

function readObservation(context: IExecuteFunctions, itemIndex: number): Observation {
	const text = (name: string): string => String(context.getNodeParameter(name, itemIndex, ''));
	const value: unknown = context.getNodeParameter('value', itemIndex, null);
	return toObservation(
		{
			metric: text('metric'),
			day: text('day'),
			// A missing figure is not a figure of 0, which is what Number() makes of null and empty text.
			value: value === null || value === '' ? Number.NaN : Number(value),
			unit: text('unit'),
			source: text('source'),
			// Most items name no goal, and their figures are the shop's: here an expression may find nothing.
			goalId: locatedText('Goal', context.getNodeParameter('goalId', itemIndex, '')),
			workflow: text('workflow'),
		},
		readCurrentTime(context, itemIndex),
	);
}
