import type { Day, TimeZone } from '../types';
import type { MinorUnits } from './minorUnits';
import { boundsOf, daysOf } from './period';
import { Tally } from './tally';
import type { Period, RevenueFigures, RevenuePayment } from './types';

interface DayTally {
	readonly day: Day;
	readonly tally: Tally;
	/** First millisecond of the day. */
	readonly start: number;
}

/** The tallies of a period: its total, and by day, product and plan. */
export class Books {
	/** In milliseconds, the end exclusive. */
	readonly bounds: { readonly start: number; readonly end: number };
	private readonly total = new Tally();
	private readonly days: readonly DayTally[];
	private readonly products = new Map<string | null, { readonly tally: Tally; readonly title: string | null }>();
	private readonly plans = new Map<string | null, Tally>();

	/** @throws AutopilotError PARAMETER_INVALID for a period or zone that is none. */
	constructor(
		period: Period,
		timeZone: TimeZone,
		private readonly units: MinorUnits,
	) {
		this.bounds = boundsOf(period, timeZone);
		this.days = daysOf(period).map((day) => ({
			day,
			tally: new Tally(),
			start: boundsOf({ firstDay: day, lastDay: day }, timeZone).start,
		}));
	}

	/**
	 * The day of the period an instant (milliseconds) falls on. Looked up among the starts of the days: asking luxon for every
	 * payment took longer than everything else together.
	 */
	dayOf(at: number): DayTally | undefined {
		return at < this.bounds.end ? this.days.findLast(({ start }) => start <= at) : undefined;
	}

	/** Where something that happened to a payment at this time is to be entered; nowhere if that lies outside of the period. */
	tallies(at: number, { productId, productTitle, planId }: RevenuePayment): Tally[] {
		const day = this.dayOf(at);
		if (!day) return [];
		const product = this.products.get(productId) ?? { tally: new Tally(), title: productTitle };
		this.products.set(productId, product);
		const plan = this.plans.get(planId) ?? new Tally();
		this.plans.set(planId, plan);
		return [this.total, day.tally, product.tally, plan];
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
			days: this.days.map(({ day, tally, start }) => ({ day, ...of(tally, start) })),
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
