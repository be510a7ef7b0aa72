import { DateTime } from 'luxon';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { AutopilotError } from '../../../../core/errors';
import { dailyMetrics, METRICS } from '../../../../core/revenue/dailyMetrics';
import { type PeriodName, periodOf } from '../../../../core/revenue/period';
import type { RevenueSummary } from '../../../../core/revenue/types';
import { currentTimeProperty, readCurrentTime } from '../../../shared/time';
import { toItem } from '../../../shared/snakeCase';
import { readExchangeRates } from '../../exchangeRates';
import { collectionFields, nodeFields } from '../../parameters';
import { choices, planField, productField } from '../fields';
import type { WhopOperation } from '../operation';

const PERIODS: readonly { readonly name: string; readonly value: PeriodName }[] = [
	{ name: 'Custom', value: 'custom' },
	{ name: 'Last 30 Days', value: 'last30Days' },
	{ name: 'Last 7 Days', value: 'last7Days' },
	{ name: 'Last Month', value: 'lastMonth' },
	{ name: 'This Month', value: 'thisMonth' },
	{ name: 'Today', value: 'today' },
	{ name: 'Yesterday', value: 'yesterday' },
];

const dayField = (name: string, displayName: string): INodeProperties => ({
	displayName,
	name,
	type: 'dateTime',
	default: '',
	required: true,
	description: 'A day of the time zone below; it belongs to the period',
	displayOptions: { show: { period: ['custom'] } },
});

/** Revenue of a period: for people as one item, for the ledger as one item for each metric and day. */
export const revenueSummary: WhopOperation = {
	value: 'revenueSummary',
	name: 'Revenue Summary',
	action: 'Summarise revenue',
	description: 'Add up revenue, refunds, fees, customers and subscriptions of a period',
	fields: [
		{ displayName: 'Period', name: 'period', type: 'options', options: [...PERIODS], default: 'last30Days' },
		dayField('firstDay', 'First Day'),
		dayField('lastDay', 'Last Day'),
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: 'Asia/Tokyo',
			required: true,
			description: 'Days begin and end in this IANA zone. Use the same as in TIME_ZONE of the settings table.',
		},
		{
			displayName: 'Currency',
			name: 'currency',
			type: 'string',
			default: 'JPY',
			required: true,
			description: 'ISO 4217 code of the currency to show. Payments in others need an exchange rate (Options).',
		},
		{
			displayName: 'Split By Day',
			name: 'splitByDay',
			type: 'boolean',
			default: false,
			description: 'Whether to put out one item for each metric and day, as Performance Monitor records them',
		},
		{
			displayName: 'Metrics',
			name: 'metrics',
			type: 'multiOptions',
			options: choices(METRICS),
			default: ['revenue', 'new_customers', 'trials'],
			description: 'The metrics to put out for each day. Members, MRR and rates stand at the last day of the period.',
			displayOptions: { show: { splitByDay: [true] } },
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Compare with Previous Period',
					name: 'compare',
					type: 'boolean',
					default: true,
					description: 'Whether to add the figures of the period before and the change',
				},
				{
					displayName: 'Customer History (Days)',
					name: 'historyDays',
					type: 'number',
					typeOptions: { minValue: 0 },
					default: 400,
					description: 'How far before the period payments are read to tell new customers from returning ones',
				},
				{
					displayName: 'Exchange Rates',
					name: 'exchangeRates',
					type: 'fixedCollection',
					typeOptions: { multipleValues: true },
					placeholder: 'Add Exchange Rate',
					default: {},
					description: 'The same as FX_USD_JPY and so on in the settings table',
					options: [
						{
							displayName: 'Rate',
							name: 'rate',
							values: [
								{ displayName: 'From', name: 'from', type: 'string', default: '', placeholder: 'e.g. USD' },
								{ displayName: 'To', name: 'to', type: 'string', default: '', placeholder: 'e.g. JPY' },
								{
									displayName: 'Rate',
									name: 'rate',
									type: 'number',
									typeOptions: { numberPrecision: 6 },
									default: 0,
									description: 'Units of the second currency for one of the first',
								},
							],
						},
					],
				},
				{
					displayName: 'Include Subscriptions',
					name: 'subscriptions',
					type: 'boolean',
					default: true,
					description: 'Whether to read plans and memberships too: trials, churn, MRR, members',
				},
				planField,
				productField,
			],
		},
		currentTimeProperty,
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { text, flag, list } = nodeFields(context, itemIndex);
		const options = collectionFields(context, itemIndex, 'options');
		const now = readCurrentTime(context, itemIndex);
		const timeZone = text('timeZone') ?? '';
		const { period, previous } = periodOf(readPeriod(text('period')), {
			now,
			timeZone,
			firstDay: dayIn(context, itemIndex, 'firstDay', timeZone),
			lastDay: dayIn(context, itemIndex, 'lastDay', timeZone),
		});
		const splitByDay = flag('splitByDay') ?? false;
		const summary = await whop.readRevenue(client, {
			now,
			timeZone,
			currency: (text('currency') ?? '').toUpperCase(),
			rates: readExchangeRates(options.raw('exchangeRates')),
			period,
			previous: splitByDay || options.flag('compare') === false ? null : previous,
			historyDays: options.number('historyDays'),
			subscriptions: options.flag('subscriptions'),
			productIds: options.ids('productId'),
			planIds: options.ids('planId'),
		});
		if (!splitByDay) return [asOneItem(summary)];
		const wanted = new Set(list('metrics'));
		return dailyMetrics(summary)
			.filter(({ metric }) => wanted.has(metric))
			.map((metric) => ({ ...metric, source: 'whop' }));
	},
};

function readPeriod(text: string | undefined): PeriodName {
	const known = PERIODS.find(({ value }) => value === text);
	if (!known) throw new AutopilotError('PARAMETER_INVALID', `"Period" has no choice "${(text ?? '').slice(0, 40)}"`);
	return known.value;
}

/** A day field as a day of the zone; an expression may also hand over a plain day. */
function dayIn(context: IExecuteFunctions, itemIndex: number, name: string, timeZone: string): string | undefined {
	const value = nodeFields(context, itemIndex);
	const text = value.text(name);
	if (text === undefined || /^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
	// The editor writes midnight without a zone: the day as the user saw it.
	if (/^\d{4}-\d{2}-\d{2}[T ][\d:.]+$/.test(text)) return text.slice(0, 10);
	return DateTime.fromISO(value.instant(name) ?? '', { zone: timeZone }).toFormat('yyyy-MM-dd');
}

/** The totals at the top level, everything else beneath. */
function asOneItem({ totals, subscriptions, period, previous, days, products, plans, ...rest }: RevenueSummary): object {
	return {
		...period,
		...rest,
		...totals,
		...subscriptions,
		previous: previous && { ...toItem(previous.period), ...toItem(previous.totals) },
		days: days.map(toItem),
		products: products.map(toItem),
		plans: plans.map(toItem),
	};
}
