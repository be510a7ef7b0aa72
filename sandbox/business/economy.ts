/** The truth about the simulated shop, which the pack has to find out for itself. */

export const WORKFLOW_KEYS = ['trial_onboarding', 'affiliate_cold_outreach', 'x_briefing_share'] as const;
export type WorkflowKey = (typeof WORKFLOW_KEYS)[number];

export interface WorkflowTruth {
	/** Actions the shop can do on one day. */
	readonly capacityPerDay: number;
	/** Per action, in the shop's currency. */
	readonly costPerAction: number;
	/** Of one action, before the day's luck. */
	readonly conversionRate: number;
	/** Days until the first conversions. */
	readonly lagDays: number;
	/** Whether an action starts a free trial, which the shop sees as a membership. */
	readonly startsTrial: boolean;
}

export interface Economy {
	readonly currency: 'JPY' | 'USD';
	/** Of one period of the programme. */
	readonly price: number;
	readonly workflows: Readonly<Record<WorkflowKey, WorkflowTruth>>;
	/** Units of the currency for one US dollar. */
	readonly perUsDollar: number;
}

/** Share of conversions on the first possible day, one day later, two later, three later. */
export const LAG_WEIGHTS = [0.35, 0.25, 0.2, 0.2] as const;
/** Trials last this long, which is longer than the slowest conversion; who has not bought by then leaves. */
export const TRIAL_DAYS = 5;
/** The programme runs a quarter, then renews or ends. */
export const PERIOD_DAYS = 90;
/** Share of customers who renew. */
export const RENEWAL_RATE = 0.45;
/** Share of ended memberships whose last charge failed. The others were cancelled. */
export const FAILED_CHARGE_SHARE = 0.4;
/** Share of first payments that are refunded, within `REFUND_WITHIN_DAYS` days. */
export const REFUND_RATE = 0.04;
export const REFUND_WITHIN_DAYS = 10;
/** Organic trials a day that end in a sale, and that do not. With renewals the first makes about 1.6 million JPY a month. */
export const ORGANIC_SALES_PER_DAY = 0.32;
export const ORGANIC_LOST_TRIALS_PER_DAY = 1.7;
/** Organic sales vary by this much around their mean from day to day, and the luck of actions does too. */
export const DAILY_NOISE = 0.25;
/** Days of history before the start: long enough for renewals to have reached their steady state. */
export const HISTORY_DAYS = 365;
/** The shop is in Japan, which has no daylight saving time. */
export const ZONE_OFFSET_MS = 9 * 3_600_000;

const YEN: Economy = {
	currency: 'JPY',
	price: 98_000,
	perUsDollar: 150,
	workflows: {
		trial_onboarding: { capacityPerDay: 20, costPerAction: 500, conversionRate: 0.15, lagDays: 1, startsTrial: true },
		affiliate_cold_outreach: { capacityPerDay: 50, costPerAction: 30, conversionRate: 0.01, lagDays: 2, startsTrial: false },
		x_briefing_share: { capacityPerDay: 3, costPerAction: 200, conversionRate: 0.05, lagDays: 1, startsTrial: false },
	},
};

const DOLLAR: Economy = {
	currency: 'USD',
	price: 650,
	perUsDollar: 1,
	workflows: {
		trial_onboarding: { ...YEN.workflows.trial_onboarding, costPerAction: 3.5 },
		affiliate_cold_outreach: { ...YEN.workflows.affiliate_cold_outreach, costPerAction: 0.2 },
		x_briefing_share: { ...YEN.workflows.x_briefing_share, costPerAction: 1.5 },
	},
};

export function economyOf(currency: 'JPY' | 'USD'): Economy {
	return currency === 'JPY' ? YEN : DOLLAR;
}

/**
 * The seed of the demonstration, chosen because the full plan reaches two million yen in its week there. Over all seeds it does
 * so in a little more than half of the weeks.
 */
export const DEMO_SEED = 42;
