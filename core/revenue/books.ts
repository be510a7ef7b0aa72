import { DateTime } from 'luxon';
import type { Day, TimeZone } from '../types';
import type { MinorUnits } from './minorUnits';
import { boundsOf, daysOf } from './period';
import { Tally } from './tally';
import type { Period, RevenueFigures, RevenuePayment } from './types';

interface DayTally {
	readonly tally: Tally;
	/** First millisecond of the day. */
	readonly start: number;
}

/** The tallies of a period: its total, and by day, product and plan. */
export class Books {
	/** In milliseconds, the end exclusive. */
	readonly bounds: { readonly start: number; readonly end: number };
	private readonly total = new Tally();
	private readonly days = new Map<Day, DayTally>();
	private readonly products = new Map<string | null, { readonly tally: Tally; readonly title: string | null }>();
	private readonly plans = new Map<string | null, Tally>();

	/** @throws AutopilotError PARAMETER_INVALID for a period or zone that is none. */
	constructor(
		period: Period,
		private readonly timeZone: TimeZone,
		private readonly units: MinorUnits,
	) {
		this.bounds = boundsOf(period, timeZone);
		for (const day of daysOf(period)) {
			this.days.set(day, { tally: new Tally(), start: boundsOf({ firstDay: day, lastDay: day }, timeZone).start });
		}
	}

	dayOf(milliseconds: number): Day {
		return DateTime.fromMillis(milliseconds, { zone: this.timeZone }).toFormat('yyyy-MM-dd');
	}

	/** Where something that happened to a payment at this time is to be entered; nowhere if that lies outside of the period. */
	tallies(at: number, { productId, productTitle, planId }: RevenuePayment): Tally[] {
		if (at < this.bounds.start || at >= this.bounds.end) return [];
		const day = this.days.get(this.dayOf(at));
		const product = this.products.get(productId) ?? { tally: new Tally(), title: productTitle };
		this.products.set(productId, product);
		const plan = this.plans.get(planId) ?? new Tally();
		this.plans.set(planId, plan);
		return [this.total, product.tally, plan, ...(day ? [day.tally] : [])];
	}

	/** @param newSince tells whether a customer's first payment ever came at or after a time. */
	figures(newSince: (customer: string, start: number) => boolean): {
		totals: RevenueFigures;
		days: (RevenueFigures & { day: Day })[];
		products: (RevenueFigures & { productId: string | null; title: string | null })[];
		plans: (RevenueFigures & { planId: string | null })[];
	} {
		const of = (tally: Tally, start = this.bounds.start): RevenueFigures =>
			tally.figures(this.units, (customer) => newSince(customer, start));
		return {
			totals: of(this.total),
			days: [...this.days].map(([day, { tally, start }]) => ({ day, ...of(tally, start) })),
			products: [...this.products]
				.map(([productId, { tally, title }]) => ({ productId, title, ...of(tally) }))
				.sort((a, b) => b.revenue - a.revenue || byId(a.productId, b.productId)),
			plans: [...this.plans]
				.map(([planId, tally]) => ({ planId, ...of(tally) }))
				.sort((a, b) => b.revenue - a.revenue || byId(a.planId, b.planId)),
		};
	}
}

const byId = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : 1);
