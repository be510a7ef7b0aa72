import type { Business } from '../business/business';
import { visibleCustomers, visiblePayments, type VisiblePayment } from '../business/model';
import type { Customer } from '../business/customer';
import type { Clock } from '../shared/clock';
import { forbidden, notFound } from './errors';
import type { MembershipChanges } from './membershipView';
import type { Query } from './query';
import { RateLimiter } from './rateLimiter';
import { shopOf, type Shop } from './shop';
import { isOctober, type ApiVersion } from './versions';
import type { CatalogItems } from './catalog';

/** Everything the routes work on. */
export class WhopContext {
	readonly membershipChanges = new Map<string, MembershipChanges>();
	readonly limiter = new RateLimiter();
	private serial = 0;

	constructor(
		readonly business: Business,
		readonly clock: Clock,
		readonly companyId: string,
		readonly catalog: CatalogItems,
	) {}

	get shop(): Shop {
		return shopOf(this.business, this.companyId);
	}

	get now(): number {
		return this.clock.now();
	}

	/** A new id with this prefix. */
	nextId(prefix: string): string {
		return `${prefix}_${(++this.serial).toString(36).padStart(14, '0')}`;
	}

	payments(): VisiblePayment[] {
		return visiblePayments(this.business.state);
	}

	/** @throws WhopApiError 404 */
	payment(id: string): VisiblePayment {
		const found = this.payments().find(({ payment }) => payment.id === id);
		if (found === undefined) throw notFound(`Payment ${id}`);
		return found;
	}

	customers(): Customer[] {
		return visibleCustomers(this.business.state);
	}

	/** @throws WhopApiError 404 */
	customer(what: string, test: (customer: Customer) => boolean): Customer {
		const found = this.customers().find(test);
		if (found === undefined) throw notFound(what);
		return found;
	}

	/**
	 * Checks the company a list was asked for: `company_id`, or `account_id` where the version says so.
	 * @throws WhopApiError 400 when missing, 403 when it is somebody else's
	 */
	requireCompany(query: Query, byAccount: boolean): void {
		const id = query.required(byAccount ? 'account_id' : 'company_id');
		if (id !== this.companyId) throw forbidden();
	}

	requireCompanyFor(query: Query, version: ApiVersion): void {
		this.requireCompany(query, isOctober(version));
	}

	reset(): void {
		this.membershipChanges.clear();
		this.catalog.reset();
		this.limiter.reset();
		this.serial = 0;
	}
}
