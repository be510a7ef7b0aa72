import { AutopilotError } from '../../../../core/errors';
import { collectionFields, nodeFields } from '../../parameters';
import { choices, timeField } from '../fields';
import { metricField, productField } from '../locators';
import type { WhopOperation } from '../operation';

const INTERVALS = ['day', 'hour', 'month', 'week', 'year'] as const;

/** A metric over time. */
export const get: WhopOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a metric over time',
	description: 'Retrieve a metric as Whop computes it, one item for each interval',
	fields: [
		metricField,
		{ ...timeField('from', 'From'), required: true },
		{ ...timeField('to', 'To'), required: true },
		{
			displayName: 'Interval',
			name: 'interval',
			type: 'options',
			options: choices(INTERVALS),
			default: 'day',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: 'Asia/Tokyo',
			placeholder: 'e.g. Asia/Tokyo',
			description: 'IANA name of the zone in which intervals begin and end',
		},
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
					description: 'ISO 4217 code. Whop converts with its own rates.',
				},
				productField,
			],
		},
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { text, choice, id, instant } = nodeFields(context, itemIndex);
		const options = collectionFields(context, itemIndex, 'options');
		const [metric, from, to] = [id('metric'), instant('from'), instant('to')];
		if (from === undefined || to === undefined) {
			throw new AutopilotError('PARAMETER_INVALID', '"From" and "To" must not be empty');
		}
		return await whop.readStat(client, metric, {
			from,
			to,
			interval: choice('interval', INTERVALS),
			timeZone: text('timeZone'),
			breakdownBy: options.text('breakdownBy'),
			convertTo: options.currency('convertTo'),
			productId: options.ids('productId')?.[0],
		});
	},
};
