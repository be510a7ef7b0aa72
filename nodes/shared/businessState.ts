import { DateTime } from 'luxon';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { AutopilotError } from '../../core/errors';
import { chosenByDay } from '../../core/monitor/chosenByDay';
import type { Settings } from '../../core/settings';
import type { BusinessState, Instant, Observation } from '../../core/types';
import { openWhop } from './whop';

/** Where the state of the business is read from: Whop, the ledger's own figures, or the incoming item. */
export async function readState(
	context: IExecuteFunctions,
	itemIndex: number,
	settings: Settings,
	observations: readonly Observation[],
	now: Instant,
): Promise<BusinessState> {
	switch (context.getNodeParameter('stateSource', itemIndex)) {
		case 'whop': {
			const { whop, client } = await openWhop(context, itemIndex);
			return whop.readBusinessState(client, {
				now,
				timeZone: settings.timeZone,
				currency: settings.currency,
				rates: settings.exchangeRates,
			});
		}
		case 'input':
			return stateOfItem(context.getInputData()[itemIndex]?.json ?? {}, settings);
		default:
			return stateOfLedger(observations, settings, now);
	}
}

/** Revenue by day and customers as Performance Monitor has recorded them over the last 60 days. */
function stateOfLedger(observations: readonly Observation[], settings: Settings, now: Instant): BusinessState {
	const today = DateTime.fromISO(now, { zone: settings.timeZone }).startOf('day');
	const { timeZone, currency } = settings;
	const instant = (days: number): Instant => today.plus({ days }).toUTC().toISO() ?? now;
	const [periodStart, periodEnd] = [instant(-62), instant(1)];
	/** One figure a day, as the progress of goals is measured: sources that tell of the same day are not added up, nor parts of it. */
	const byDay = (metric: 'revenue' | 'new_customers', unit: string): Map<string, number> => {
		const own = observations.filter((observation) => observation.goalId === '' && observation.unit === unit);
		const measured = { goalId: '', metric, currency: metric === 'revenue' ? currency : null, periodStart, periodEnd, timeZone };
		return chosenByDay(measured, own, settings, now);
	};
	const revenue = byDay('revenue', currency);
	const customers = byDay('new_customers', 'count');
	const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
	const buyers = sum(customers.values());
	return {
		source: 'ledger',
		revenue: [...revenue].map(([day, amount]) => ({ day, amount })).sort((a, b) => (a.day < b.day ? -1 : 1)),
		currency: settings.currency,
		customers: null,
		newCustomersPerDay: customers.size > 0 ? buyers / customers.size : null,
		arpu: buyers > 0 ? sum(revenue.values()) / buyers : null,
		trialConversion: null,
	};
}

/** `{revenue: [{day, amount}], currency, customers, new_customers_per_day, arpu, trial_conversion}`, each optional. */
function stateOfItem(json: IDataObject, settings: Settings): BusinessState {
	const number = (name: string): number | null => {
		const value = json[name];
		if (value === undefined || value === null) return null;
		if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(name, 'a number');
		return value;
	};
	const rows = json['revenue'] ?? [];
	if (!Array.isArray(rows)) throw invalid('revenue', 'a list of {day, amount}');
	const revenue = rows.map((row: unknown) => {
		if (typeof row !== 'object' || row === null || !('day' in row) || !('amount' in row))
			throw invalid('revenue', 'a list of {day, amount}');
		const { day, amount } = row;
		if (typeof day !== 'string' || typeof amount !== 'number') throw invalid('revenue', 'a list of {day, amount}');
		return { day, amount };
	});
	return {
		source: 'input',
		revenue,
		currency: typeof json['currency'] === 'string' ? json['currency'] : settings.currency,
		customers: number('customers'),
		newCustomersPerDay: number('new_customers_per_day'),
		arpu: number('arpu'),
		trialConversion: number('trial_conversion'),
	};
}

const invalid = (field: string, expected: string): AutopilotError =>
	new AutopilotError('PARAMETER_INVALID', `The field "${field}" of the incoming item must be ${expected}`, { field });
