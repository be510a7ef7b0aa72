import type { MinorUnits } from './minorUnits';
import type { RevenueFigures } from './types';

/** What a payment brought in, in whole minor units of the summary's currency. */
export interface Sale {
	readonly gross: number;
	readonly disputesLost: number;
	readonly disputesOpen: number;
	/** `null`: not known. */
	readonly fees: number | null;
	/** `null` where nothing is left of the payment: somebody who got everything back is no customer. */
	readonly customer: string | null;
}

/** Adds up payments of one day, product, plan or period. */
export class Tally {
	private payments = 0;
	private gross = 0;
	private refunds = 0;
	private disputesLost = 0;
	private disputesOpen = 0;
	private fees = 0;
	private paymentsWithoutFees = 0;
	private readonly customers = new Set<string>();

	addSale(sale: Sale): void {
		this.payments += 1;
		this.gross += sale.gross;
		this.disputesLost += sale.disputesLost;
		this.disputesOpen += sale.disputesOpen;
		if (sale.fees === null) this.paymentsWithoutFees += 1;
		else this.fees += sale.fees;
		if (sale.customer !== null) this.customers.add(sale.customer);
	}

	/** @param amount in whole minor units. */
	addRefund(amount: number): void {
		this.refunds += amount;
	}

	/** @param isNew tells whether a customer's first payment ever falls into the tally's time. */
	figures(units: MinorUnits, isNew: (customer: string) => boolean): RevenueFigures {
		const revenue = this.gross - this.refunds - this.disputesLost;
		const customers = this.customers.size;
		let newCustomers = 0;
		for (const customer of this.customers) if (isNew(customer)) newCustomers += 1;
		return {
			payments: this.payments,
			gross: units.toMajor(this.gross),
			refunds: units.toMajor(this.refunds),
			disputesLost: units.toMajor(this.disputesLost),
			disputesOpen: units.toMajor(this.disputesOpen),
			revenue: units.toMajor(revenue),
			fees: units.toMajor(this.fees),
			paymentsWithoutFees: this.paymentsWithoutFees,
			net: units.toMajor(revenue - this.fees),
			customers,
			newCustomers,
			returningCustomers: customers - newCustomers,
			arpu: customers === 0 ? null : units.roundToMajor(revenue / customers),
		};
	}
}
