import { DateTime } from 'luxon';
import type { IExecuteFunctions } from 'n8n-workflow';
import { AutopilotError } from '../../../../core/errors';
import { readSettings, type Settings } from '../../../../core/settings';
import { dailyMetrics, METRICS } from '../../../../core/revenue/dailyMetrics';
import { type PeriodName, periodOf } from '../../../../core/revenue/period';
import type { RevenueSummary } from '../../../../core/revenue/types';
import { openLedger } from '../../../shared/ledger';
import { readCurrentTime } from '../../../shared/time';
import { toItem } from '../../../shared/snakeCase';
import { readExchangeRates } from '../../exchangeRates';
import { collectionFields, nodeFields, stated } from '../../parameters';
import type { WhopOperation } from '../operation';
import { PERIODS, revenueSummaryFields } from './revenueSummary.fields';

/** Revenue of a period: for people as one item, for the ledger as one item for each metric and day. */
export const revenueSummary: WhopOperation = {
	value: 'revenueSummary',
	name: 'Revenue Summary',
	action: 'Summarize revenue',
	description: 'Add up revenue, refunds, fees, customers and subscriptions of a period',
	fields: revenueSummaryFields,
	run: async ({ whop, client }, context, itemIndex) => {
		const { text, flag, choices } = nodeFields(context, itemIndex);
		const options = collectionFields(context, itemIndex, 'options');
		const now = readCurrentTime(context, itemIndex);
		const units = await readUnits(context, itemIndex);
		const { timeZone } = units;
		const { period, previous } = periodOf(readPeriod(text('period')), {
			now,
			timeZone,
			firstDay: dayIn(context, itemIndex, 'firstDay', timeZone),
			lastDay: dayIn(context, itemIndex, 'lastDay', timeZone),
		});
		const splitByDay = stated('splitByDay', flag('splitByDay'));
		const wanted = splitByDay ? new Set(stated('metrics', choices('metrics', METRICS))) : null;
		const summary = await whop.readRevenue(client, {
			now,
			timeZone,
			currency: units.currency,
			rates: { ...units.exchangeRates, ...readExchangeRates(options.raw('exchangeRates')) },
			period,
			previous: splitByDay || options.flag('compare') === false ? null : previous,
			historyDays: options.number('historyDays'),
			subscriptions: options.flag('subscriptions'),
			productIds: options.ids('productId'),
			planIds: options.ids('planId'),
		});
		if (wanted === null) return [asOneItem(summary)];
		return dailyMetrics(summary)
			.filter(({ metric }) => wanted.has(metric))
			.map((metric) => ({ ...metric, source: 'whop' }));
	},
};

/** Whose days and money the figures are in: as every goal has them, or as the node says. @throws AutopilotError of the ledger, SETTING_INVALID */
async function readUnits(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<Pick<Settings, 'timeZone' | 'currency' | 'exchangeRates'>> {
	const { text, choice, currency } = nodeFields(context, itemIndex);
	if (stated('unitsFrom', choice('unitsFrom', ['node', 'settings'])) === 'node') {
		return {
			timeZone: stated('timeZone', text('timeZone')),
			currency: stated('currency', currency('currency')),
			exchangeRates: {},
		};
	}
	const { ledger } = await openLedger(context, itemIndex);
	return readSettings(await ledger.read('settings'));
}

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
