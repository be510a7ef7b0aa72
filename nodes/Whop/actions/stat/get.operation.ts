import { AutopilotError } from '../../../../core/errors';
import { collectionFields, nodeFields } from '../../parameters';
import { productField, timeField } from '../fields';
import type { WhopOperation } from '../operation';

/** A metric over time. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a metric over time',
	description: 'Retrieve a metric as Whop computes it, one item for each interval',
	fields: [
		{
			displayName: 'Metric',
			name: 'metric',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. gross_revenue',
			description: 'The key of a metric, as "Get Many" lists them',
		},
		{ ...timeField('from', 'From'), required: true },
		{ ...timeField('to', 'To'), required: true },
		{
			displayName: 'Interval',
			name: 'interval',
			type: 'options',
			options: [
				{ name: 'Day', value: 'day' },
				{ name: 'Hour', value: 'hour' },
				{ name: 'Month', value: 'month' },
				{ name: 'Week', value: 'week' },
				{ name: 'Year', value: 'year' },
			],
			default: 'day',
		},
		{ displayName: 'Time Zone', name: 'timeZone', type: 'string', default: 'Asia/Tokyo', description: 'An IANA name' },
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Break Down By',
					name: 'breakdownBy',
					type: 'string',
					default: '',
					placeholder: 'e.g. payment_method',
					description: 'One of the properties of the metric',
				},
				{
					displayName: 'Convert To',
					name: 'convertTo',
					type: 'string',
					default: '',
					placeholder: 'e.g. JPY',
					description: 'ISO 4217 code; converted with Whop’s own rates',
				},
				productField,
			],
		},
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { text, instant } = nodeFields(context, itemIndex);
		const options = collectionFields(context, itemIndex, 'options');
		const [metric, from, to] = [text('metric'), instant('from'), instant('to')];
		if (metric === undefined || from === undefined || to === undefined) {
			throw new AutopilotError('PARAMETER_INVALID', '"Metric", "From" and "To" must not be empty');
		}
		return await whop.readStat(client, metric, {
			from,
			to,
			interval: text('interval'),
			timeZone: text('timeZone'),
			breakdownBy: options.text('breakdownBy'),
			convertTo: options.text('convertTo'),
			productId: options.ids('productId')?.[0],
		});
	},
};
