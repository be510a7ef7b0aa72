import { createRevenueSummary, type RevenueSummaryOptions } from '../../../core/revenue/summary';
import type { RevenueFigures, RevenuePayment } from '../../../core/revenue/types';
import { options, payment } from './fixtures';

const summarise = (payments: readonly RevenuePayment[], over: Partial<RevenueSummaryOptions> = {}) => {
	const revenue = createRevenueSummary(options(over));
	revenue.addPayments(payments);
	return revenue.summary();
};

describe('what becomes of a payment', () => {
	const cases: readonly (readonly [string, Partial<RevenuePayment>, Partial<RevenueFigures>])[] = [
		['paid', {}, { payments: 1, gross: 98_000, revenue: 98_000, fees: 3_000, net: 95_000, customers: 1 }],
		[
			'refunded in full',
			{ substatus: 'refunded', refundedAmount: 98_000 },
			{ gross: 98_000, refunds: 98_000, revenue: 0, net: -3_000, customers: 0 },
		],
		['refunded in full, amount unsaid', { substatus: 'refunded' }, { refunds: 98_000, revenue: 0, customers: 0, arpu: null }],
		['refunded by Whop', { substatus: 'auto_refunded' }, { refunds: 98_000, revenue: 0 }],
		[
			'partially refunded',
			{ substatus: 'partially_refunded', refundedAmount: 18_000 },
			{ refunds: 18_000, revenue: 80_000, customers: 1 },
		],
		['refunded with the buyer’s fee', { substatus: 'refunded', refundedAmount: 99_000 }, { refunds: 98_000, revenue: 0 }],
		['lost dispute', { substatus: 'dispute_lost' }, { disputesLost: 98_000, revenue: 0, customers: 0 }],
		[
			'lost dispute after a part was refunded',
			{ substatus: 'dispute_lost', refundedAmount: 8_000 },
			{ refunds: 8_000, disputesLost: 90_000, revenue: 0 },
		],
		[
			'open dispute',
			{ substatus: 'dispute_needs_response' },
			{ disputesOpen: 98_000, disputesLost: 0, revenue: 98_000, customers: 1 },
		],
		['won dispute', { substatus: 'dispute_won' }, { disputesOpen: 0, revenue: 98_000 }],
		['fees unknown', { amountAfterFees: null }, { fees: 0, paymentsWithoutFees: 1, net: 98_000 }],
		['not paid', { status: 'open', paidAt: null }, { payments: 0, gross: 0, customers: 0 }],
		['void', { status: 'void' }, { payments: 0, gross: 0 }],
	];
	it.each(cases)('%s', (_name, over, expected) => {
		expect(summarise([payment(over)]).totals).toMatchObject(expected);
	});
});

describe('the day of a refund', () => {
	const refunded = (over: Partial<RevenuePayment> = {}) =>
		payment({ id: 'r', substatus: 'refunded', refundedAmount: 98_000, refundedAt: '2026-11-15T03:00:00.000Z', ...over });
	const byDay = (payments: readonly RevenuePayment[], over: Partial<RevenueSummaryOptions> = {}) =>
		summarise(payments, over)
			.days.filter(({ gross, refunds }) => gross > 0 || refunds > 0)
			.map(({ day, gross, refunds, revenue }) => [day, gross, refunds, revenue]);

	it('is the day it was made', () => {
		expect(byDay([refunded()])).toEqual([
			['2026-11-10', 98_000, 0, 98_000],
			['2026-11-15', 0, 98_000, -98_000],
		]);
	});

	it('is the day of the payment where nobody says when', () => {
		expect(byDay([refunded({ refundedAt: null })])).toEqual([['2026-11-10', 98_000, 98_000, 0]]);
	});

	it('counts for a payment that came before the period', () => {
		const summary = summarise([refunded({ paidAt: '2026-10-20T03:00:00.000Z' })]);
		expect(summary.totals).toMatchObject({
			payments: 0,
			gross: 0,
			refunds: 98_000,
			revenue: -98_000,
			net: -98_000,
			customers: 0,
			arpu: null,
		});
		expect(summary.products).toMatchObject([{ productId: 'prod_a', refunds: 98_000 }]);
		expect(summary.previous?.totals).toMatchObject({ payments: 1, gross: 98_000, refunds: 0, revenue: 98_000 });
	});

	it('leaves last month as it was when the refund came this month', () => {
		const october = { period: { firstDay: '2026-10-01', lastDay: '2026-10-31' }, previous: null };
		const sold = refunded({ paidAt: '2026-10-20T03:00:00.000Z' });
		expect(summarise([sold], october).totals).toMatchObject({ revenue: 98_000, refunds: 0, customers: 1 });
	});

	it('does not come before its time when days are replayed', () => {
		expect(summarise([refunded()], { now: '2026-11-12T00:00:00.000Z' }).totals).toMatchObject({ revenue: 98_000, customers: 1 });
	});
});

describe('days', () => {
	const days = (paidAt: string, timeZone = 'Asia/Tokyo') =>
		summarise([payment({ paidAt })], { timeZone, now: '2026-11-30T00:00:00.000Z' })
			.days.filter(({ gross }) => gross > 0)
			.map(({ day }) => day);

	it.each([
		['2026-11-09T14:59:59.999Z', 'Asia/Tokyo', ['2026-11-09']],
		['2026-11-09T15:00:00.000Z', 'Asia/Tokyo', ['2026-11-10']],
		['2026-11-10T04:59:59.000Z', 'America/New_York', ['2026-11-09']],
		['2026-10-31T14:59:59.999Z', 'Asia/Tokyo', []],
		['2026-10-31T15:00:00.000Z', 'Asia/Tokyo', ['2026-11-01']],
		['2026-11-20T14:59:59.999Z', 'Asia/Tokyo', ['2026-11-20']],
		['2026-11-20T15:00:00.000Z', 'Asia/Tokyo', []],
	])('%s in %s', (paidAt, zone, expected) => {
		expect(days(paidAt, zone)).toEqual(expected);
	});

	it('lists each day once across a change to winter time', () => {
		const { days: listed } = summarise([payment({ paidAt: '2026-11-01T05:30:00.000Z' })], {
			timeZone: 'America/New_York',
			period: { firstDay: '2026-10-31', lastDay: '2026-11-02' },
		});
		expect(listed.map(({ day, payments }) => [day, payments])).toEqual([
			['2026-10-31', 0],
			['2026-11-01', 1],
			['2026-11-02', 0],
		]);
	});

	it('leaves out what is paid after now, but not for a difference of clocks', () => {
		const payments = [payment(), payment({ id: 'pay_2', paidAt: '2026-11-20T12:01:00.001Z' })];
		expect(summarise(payments).totals.payments).toBe(1);
		expect(summarise([payment({ paidAt: '2026-11-20T12:00:59.000Z' })]).totals.payments).toBe(1);
	});
});

describe('customers', () => {
	it('calls new who has not paid before, and returning who has', () => {
		const { totals, previous, change } = summarise([
			payment({ id: 'h', customerId: 'old', paidAt: '2026-01-05T00:00:00.000Z' }),
			payment({ id: 'p1', customerId: 'old', paidAt: '2026-10-20T00:00:00.000Z' }),
			payment({ id: 'p2', customerId: 'recent', paidAt: '2026-10-21T00:00:00.000Z' }),
			payment({ id: 'a', customerId: 'recent' }),
			payment({ id: 'b', customerId: 'fresh', total: 2_000, amountAfterFees: 1_900 }),
			payment({ id: 'c', customerId: 'fresh', total: 1_001, amountAfterFees: 1_000, paidAt: '2026-11-11T00:00:00.000Z' }),
			payment({ id: 'd', customerId: null, total: 50, amountAfterFees: null }),
			payment({ id: 'e', customerId: null, total: 50, amountAfterFees: null }),
		]);
		expect(totals).toMatchObject({
			payments: 5,
			customers: 4,
			newCustomers: 3,
			returningCustomers: 1,
			arpu: Math.round(101_101 / 4),
		});
		expect(previous?.totals).toMatchObject({ payments: 2, customers: 2, newCustomers: 1, returningCustomers: 1 });
		expect(change).toEqual({ revenue: (101_101 - 196_000) / 196_000, net: (98_000 - 190_000) / 190_000, customers: 1 });
	});

	it('takes nobody for a customer whose first payment was paid back', () => {
		const { totals } = summarise([
			payment({ id: 'h', paidAt: '2026-09-05T00:00:00.000Z', substatus: 'refunded', refundedAmount: 98_000 }),
			payment({ id: 'a' }),
		]);
		expect(totals).toMatchObject({ newCustomers: 1, returningCustomers: 0 });
	});

	it('has no change to show where there was nothing before', () => {
		expect(summarise([payment()]).change).toEqual({ revenue: null, net: null, customers: null });
		expect(summarise([payment()], { previous: null })).toMatchObject({ previous: null, change: null });
	});
});

describe('products and plans', () => {
	it('lists them by revenue, then by id', () => {
		const { products, plans } = summarise([
			payment({ id: 'a', productId: 'prod_b', productTitle: 'B', planId: 'plan_2', total: 100 }),
			payment({ id: 'b', productId: 'prod_a', productTitle: 'A', planId: 'plan_1', total: 100 }),
			payment({ id: 'c', productId: null, productTitle: null, planId: null, total: 500 }),
		]);
		expect(products.map(({ productId, title, revenue }) => [productId, title, revenue])).toEqual([
			[null, null, 500],
			['prod_a', 'A', 100],
			['prod_b', 'B', 100],
		]);
		expect(plans.map(({ planId }) => planId)).toEqual([null, 'plan_1', 'plan_2']);
	});
});

describe('currencies', () => {
	it('converts with the rate of the settings and rounds to the currency', () => {
		const usd = payment({ currency: 'USD', total: 49.99, amountAfterFees: 46.98 });
		expect(summarise([usd], { rates: { USD_JPY: 150.5 } }).totals).toMatchObject({ gross: 7_523, fees: 453, net: 7_070 });
	});

	it('asks for a rate by name rather than guess', () => {
		expect(() => summarise([payment({ currency: 'USD' })])).toThrow(expect.objectContaining({ code: 'CURRENCY_RATE_MISSING' }));
		expect(() => summarise([payment({ currency: 'USD' })])).toThrow(/FX_USD_JPY/);
	});

	it('needs no rate for history that only tells who is new', () => {
		const history = payment({ id: 'h', currency: 'USD', paidAt: '2026-03-01T00:00:00.000Z' });
		expect(summarise([history, payment()]).totals).toMatchObject({ newCustomers: 0, gross: 98_000 });
	});

	it('adds cents without a trace of binary fractions', () => {
		const payments = Array.from({ length: 1_000 }, (_, index) =>
			payment({ id: `pay_${index}`, currency: 'USD', total: 0.1, amountAfterFees: 0.07 }),
		);
		expect(summarise(payments, { currency: 'USD' }).totals).toMatchObject({ gross: 100, fees: 30, net: 70 });
	});
});

it.each([
	[{ period: { firstDay: '2026-11-20', lastDay: '2026-11-01' } }, 'before the first'],
	[{ period: { firstDay: '2026-02-30', lastDay: '2026-11-01' } }, '2026-02-30'],
	[{ timeZone: 'Mars/Olympus' }, 'First Day'],
])('refuses %j', (over, message) => {
	expect(() => createRevenueSummary(options(over))).toThrow(message);
});
