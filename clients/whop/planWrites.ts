import type { CurrencyCode } from '../../core/types';
import { encodeStrictly } from '../http/query';
import { planSchema, type WhopPlan } from './plans';
import type { WhopClient, WhopWrite } from './whopClient';

/** What of a plan can be set. Amounts are major units of the plan's currency. What is not given stays as it is. */
export interface PlanChanges {
	readonly title?: string;
	readonly description?: string;
	readonly internalNotes?: string;
	readonly currency?: CurrencyCode;
	readonly initialPrice?: number;
	readonly renewalPrice?: number;
	readonly billingPeriodDays?: number;
	readonly trialDays?: number;
	readonly expirationDays?: number;
	/** How often it may be bought. */
	readonly stock?: number;
	readonly visibility?: string;
	readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A plan to be made: what it costs and, for `renewal`, how often. */
export interface NewPlan extends PlanChanges {
	readonly productId: string;
	readonly planType: 'one_time' | 'renewal';
	readonly currency: CurrencyCode;
}

function body(changes: PlanChanges): Record<string, unknown> {
	const fields = {
		title: changes.title,
		description: changes.description,
		internal_notes: changes.internalNotes,
		currency: changes.currency?.toLowerCase(),
		initial_price: changes.initialPrice,
		renewal_price: changes.renewalPrice,
		billing_period: changes.billingPeriodDays,
		trial_period_days: changes.trialDays,
		expiration_days: changes.expirationDays,
		stock: changes.stock,
		// Whop ignores the stock of a plan whose stock is unlimited, which every new plan's is.
		unlimited_stock: changes.stock === undefined ? undefined : false,
		visibility: changes.visibility,
		metadata: changes.metadata,
	};
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What making a plan sends. Its idempotency key is documented, so it may be repeated. */
export const newPlanWrite = (companyId: string, plan: NewPlan, idempotencyKey: string): WhopWrite => ({
	method: 'POST',
	path: '/plans',
	idempotencyKey,
	repeatable: true,
	body: { account_id: companyId, product_id: plan.productId, plan_type: plan.planType, ...body(plan) },
});

/** What changing a plan sends. */
export const updatePlanWrite = (planId: string, changes: PlanChanges, idempotencyKey: string): WhopWrite => ({
	method: 'PATCH',
	path: `/plans/${encodeStrictly(planId)}`,
	idempotencyKey,
	repeatable: true,
	body: body(changes),
});

/** What deleting a plan sends. */
export const deletePlanWrite = (planId: string, idempotencyKey: string): WhopWrite => ({
	method: 'DELETE',
	path: `/plans/${encodeStrictly(planId)}`,
	idempotencyKey,
});

/** Makes or changes a plan. @returns the plan as it stands after. */
export const writePlan = async (client: WhopClient, write: WhopWrite): Promise<WhopPlan> => await client.write(write, planSchema);
