import type { INodeProperties } from 'n8n-workflow';
import { METRICS } from '../../../../core/revenue/dailyMetrics';
import type { PeriodName } from '../../../../core/revenue/period';
import { ledgerProperties } from '../../../shared/ledgerProperties';
import { currentTimeProperty } from '../../../shared/time';
import { choices } from '../fields';
import { planField, productField } from '../locators';

/** The periods one can choose from. */
export const PERIODS: readonly { readonly name: string; readonly value: PeriodName }[] = [
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

/** What a revenue summary asks for. */
export const revenueSummaryFields: readonly INodeProperties[] = [
	{
		displayName: 'Period',
		name: 'period',
		type: 'options',
		options: [...PERIODS],
		default: 'last30Days',
		description: 'Which days are added up',
	},
	dayField('firstDay', 'First Day'),
	dayField('lastDay', 'Last Day'),
	{
		displayName: 'Time Zone, Currency and Rates From',
		name: 'unitsFrom',
		type: 'options',
		options: [
			{ name: 'Fields of This Node', value: 'node' },
			{
				name: 'Settings Table',
				value: 'settings',
				description: 'TIME_ZONE, CURRENCY, FX_USD_JPY and so on, as every goal uses them',
			},
		],
		default: 'node',
		description: 'A missing exchange rate is an error, never a guess. Rates among the options go first.',
	},
	...ledgerProperties.map((property) => ({
		...property,
		displayOptions: { show: { ...property.displayOptions?.show, unitsFrom: ['settings'] } },
	})),
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		default: 'Asia/Tokyo',
		required: true,
		placeholder: 'e.g. Asia/Tokyo',
		description: 'IANA name of the zone in which days begin and end',
		displayOptions: { show: { unitsFrom: ['node'] } },
	},
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		default: 'JPY',
		required: true,
		placeholder: 'e.g. JPY',
		description: 'ISO 4217 code of the currency to show. Payments in others need an exchange rate (Options).',
		displayOptions: { show: { unitsFrom: ['node'] } },
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
				description: 'What FX_USD_JPY and so on are in the settings table. They go before those.',
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
];
