import fc from 'fast-check';
import { dailyMetrics } from '../../../core/revenue/dailyMetrics';
import { createRevenueSummary } from '../../../core/revenue/summary';
import type { RevenueFigures, RevenuePayment, RevenueSummary } from '../../../core/revenue/types';
import { options } from './fixtures';

const RATES = { USD_JPY: 151.37, EUR_JPY: 163.9 };

const anyPayment: fc.Arbitrary<Omit<RevenuePayment, 'id'>> = fc
	.record({
		status: fc.constantFrom('paid', 'paid', 'paid', 'open', 'void'),
		substatus: fc.constantFrom(
			'succeeded',
			'refunded',
			'partially_refunded',
			'dispute_lost',
			'dispute_needs_response',
			'dispute_won',
		),
		currency: fc.constantFrom('JPY', 'USD', 'EUR'),
		cents: fc.integer({ min: 1, max: 20_000_000 }),
		refundedShare: fc.double({ min: 0, max: 1, noNaN: true }),
		feeShare: fc.option(fc.double({ min: 0, max: 0.2, noNaN: true })),
		refunded: fc.option(fc.integer({ min: 0, max: 30 * 86_400_000 })),
		paid: fc.option(fc.integer({ min: Date.UTC(2026, 8, 1), max: Date.UTC(2026, 10, 25) }), { freq: 20 }),
		product: fc.option(fc.constantFrom('prod_a', 'prod_b', 'prod_c')),
		plan: fc.option(fc.constantFrom('plan_a', 'plan_b')),
		customer: fc.option(fc.constantFrom('user_1', 'user_2', 'user_3', 'user_4')),
	})
	.map(({ cents, refundedShare, feeShare, refunded, paid, product, plan, customer, ...rest }) => {
		const total = rest.currency === 'JPY' ? Math.ceil(cents / 100) : cents / 100;
		return {
			...rest,
			total,
			refundedAmount: rest.substatus === 'partially_refunded' ? Math.round(total * refundedShare * 100) / 100 : 0,
			amountAfterFees: feeShare === null ? null : Math.round(total * (1 - feeShare) * 100) / 100,
			refundedAt: refunded === null || paid === null ? null : new Date(paid + refunded).toISOString(),
			paidAt: paid === null ? null : new Date(paid).toISOString(),
			productId: product,
			productTitle: product,
			planId: plan,
			customerId: customer,
			membershipId: null,
		};
	});

const payments = fc
	.array(anyPayment, { maxLength: 40 })
	.map((list) => list.map((payment, index) => ({ ...payment, id: `pay_${index}` })));
const currency = fc.constantFrom('JPY', 'USD');

function summarise(pages: readonly (readonly RevenuePayment[])[], into: string): RevenueSummary {
	const usd = { USD_JPY: RATES.USD_JPY, EUR_USD: 1.08 };
	const revenue = createRevenueSummary(options({ currency: into, rates: into === 'JPY' ? RATES : usd }));
	for (const page of pages) revenue.addPayments(page);
	return revenue.summary();
}

const scaleOf = (into: string): number => (into === 'JPY' ? 1 : 100);
const SUMS = [
	'payments',
	'gross',
	'refunds',
	'disputesLost',
	'disputesOpen',
	'revenue',
	'fees',
	'paymentsWithoutFees',
	'net',
] as const;

describe('the revenue summary, whatever the payments', () => {
	it('adds up: days, products and plans each give the totals, to the minor unit', () => {
		fc.assert(
			fc.property(payments, currency, (list, into) => {
				const { totals, days, products, plans } = summarise([list], into);
				const minor = (figures: RevenueFigures) => SUMS.map((name) => Math.round(figures[name] * scaleOf(into)));
				for (const part of [days, products, plans]) {
					const sums = part.map(minor).reduce(
						(sum, figures) => sum.map((value, i) => value + (figures[i] ?? Number.NaN)),
						SUMS.map(() => 0),
					);
					expect(sums).toEqual(minor(totals));
				}
				expect(days.reduce((sum, day) => sum + day.newCustomers, 0)).toBe(totals.newCustomers);
				expect(days).toHaveLength(20);
			}),
		);
	});

	it('shows amounts with no more decimals than the currency has', () => {
		fc.assert(
			fc.property(payments, currency, (list, into) => {
				const { totals, days } = summarise([list], into);
				const shown = into === 'JPY' ? /^-?\d+$/ : /^-?\d+(\.\d{1,2})?$/;
				const amounts = [totals, ...days].flatMap(({ gross, refunds, revenue, fees, net, arpu }) => [
					gross,
					refunds,
					revenue,
					fees,
					net,
					arpu ?? 0,
				]);
				expect(amounts.filter((amount) => !shown.test(String(amount)))).toEqual([]);
			}),
		);
	});

	it('does not depend on how the payments are cut into pages, on their order, or on repetitions', () => {
		fc.assert(
			fc.property(payments, currency, fc.infiniteStream(fc.nat(7)), fc.func(fc.integer()), (list, into, sizes, weight) => {
				const shuffled = [...list, ...list.slice(0, 5)].sort((a, b) => weight(a.id) - weight(b.id));
				const pages: RevenuePayment[][] = [];
				for (let from = 0; from < shuffled.length; ) {
					const size = sizes.next().value + 1;
					pages.push(shuffled.slice(from, from + size));
					from += size;
				}
				expect(summarise(pages, into)).toEqual(summarise([list], into));
			}),
			{ numRuns: 50 },
		);
	});

	it('keeps its figures consistent with one another, to the minor unit', () => {
		fc.assert(
			fc.property(payments, currency, (list, into) => {
				const { totals, days, products, plans } = summarise([list], into);
				const minor = (amount: number) => Math.round(amount * scaleOf(into));
				const wrong = [totals, ...days, ...products, ...plans].filter(
					(figures) =>
						figures.newCustomers + figures.returningCustomers !== figures.customers ||
						minor(figures.revenue) !== minor(figures.gross) - minor(figures.refunds) - minor(figures.disputesLost) ||
						minor(figures.net) !== minor(figures.revenue) - minor(figures.fees) ||
						figures.gross < figures.disputesLost ||
						figures.customers > figures.payments,
				);
				expect(wrong).toEqual([]);
			}),
		);
	});

	it('gives the same revenue as daily metrics', () => {
		fc.assert(
			fc.property(payments, (list) => {
				const summary = summarise([list], 'JPY');
				const revenue = dailyMetrics(summary).filter(({ metric }) => metric === 'revenue');
				expect(revenue.map(({ day }) => day)).toEqual(summary.days.map(({ day }) => day));
				expect(revenue.every(({ unit }) => unit === 'JPY')).toBe(true);
				expect(revenue.reduce((sum, { value }) => sum + value, 0)).toBe(summary.totals.revenue);
			}),
		);
	});
});
