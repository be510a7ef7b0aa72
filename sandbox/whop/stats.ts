import type { StatListResponse, StatRetrieveResponse } from '@whop/sdk/resources/stats';
import { DateTime } from 'luxon';
import { invalidParameters, notFound } from './errors';
import type { Query } from './query';
import type { WhopContext } from './whop';

const PROPERTIES = ['product', 'payment_method', 'status'];

/** Metrics this shop can tell. */
export const STATS: StatListResponse.Data[] = [
	{ key: 'gross_revenue', name: 'Gross revenue', description: 'Paid payments', unit: 'currency', properties: PROPERTIES },
	{
		key: 'net_revenue',
		name: 'Net revenue',
		description: 'Paid payments less refunds',
		unit: 'currency',
		properties: PROPERTIES,
	},
	{ key: 'refunded_amount', name: 'Refunds', description: 'Refunded amounts', unit: 'currency', properties: PROPERTIES },
	{ key: 'payments_count', name: 'Payments', description: 'Number of paid payments', unit: 'count', properties: PROPERTIES },
	{
		key: 'new_memberships',
		name: 'New memberships',
		description: 'Memberships that began',
		unit: 'count',
		properties: ['product'],
	},
];

const UNITS = ['hour', 'day', 'week', 'month', 'year'] as const;

interface StatEvent {
	readonly at: number;
	readonly value: number;
}

function eventsOf(context: WhopContext, metric: string): StatEvent[] {
	if (metric === 'new_memberships') return context.customers().map(({ joinedAt }) => ({ at: joinedAt, value: 1 }));
	const payments = context.payments();
	const paid = payments
		.filter(({ payment }) => !payment.failed)
		.map(({ payment }) => ({ at: payment.at, value: payment.amount }));
	const refunds = payments.flatMap((visible) => visible.refunds.map(({ at, amount }) => ({ at, value: amount })));
	if (metric === 'gross_revenue') return paid;
	if (metric === 'payments_count') return paid.map(({ at }) => ({ at, value: 1 }));
	if (metric === 'refunded_amount') return refunds;
	if (metric === 'net_revenue') return [...paid, ...refunds.map(({ at, value }) => ({ at, value: -value }))];
	throw notFound(`Metric ${metric}`);
}

/** Sums per interval from `from` to `to` (inclusive days, or instants) in `time_zone`. @throws WhopApiError */
export function statPoints(context: WhopContext, metric: string, query: Query): StatRetrieveResponse.Data {
	const zone = query.text('time_zone') ?? 'utc';
	const unit = query.choice('interval', UNITS) ?? 'day';
	const edge = (name: 'from' | 'to'): DateTime => {
		const text = query.required(name);
		const parsed = DateTime.fromISO(text, { zone });
		if (!parsed.isValid) throw invalidParameters(`${name} must be a date or a timestamp`);
		return name === 'to' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? parsed.plus({ days: 1 }) : parsed;
	};
	const from = edge('from').startOf(unit);
	const to = edge('to');
	const points = new Map<number, number>();
	for (let at = from; at < to; at = at.plus({ [unit]: 1 })) {
		points.set(at.toSeconds(), 0);
		if (points.size > 5_000) throw invalidParameters('The range has too many intervals');
	}
	for (const { at, value } of eventsOf(context, metric)) {
		const key = DateTime.fromMillis(at, { zone }).startOf(unit).toSeconds();
		const sum = points.get(key);
		if (sum !== undefined && at < to.toMillis()) points.set(key, sum + value);
	}
	const currency = STATS.find(({ key }) => key === metric)?.unit === 'currency' ? { currency: context.shop.currency } : {};
	return { points: [...points].map(([timestamp, value]) => ({ timestamp, value })), ...currency };
}
