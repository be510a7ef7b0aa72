/** What the policy's rules look at. Money in the setting CURRENCY; `Infinity` where no limit is set. */
export interface Facts {
	readonly autoExecution: boolean;
	/** Of the workflow. */
	readonly known: boolean;
	readonly enabled: boolean;
	readonly costKnown: boolean;
	readonly usedBefore: boolean;
	/** Its circuit breaker is not open. */
	readonly working: boolean;
	readonly deletesCustomerData: boolean;
	readonly security: boolean;
	readonly externalApi: boolean;
	readonly massSend: boolean;
	/** Messages the plan or step sends through this workflow. */
	readonly sends: number;
	/** Messages all mass-sending workflows of the plan send together. */
	readonly sendsOfPlan: number;
	/** The same with those of the plans of all other goals. */
	readonly sendsOfAll: number;
	readonly massSendLimit: number;
	/** Actions of the workflow on the step's day over all goals, this step included. */
	readonly actionsInDay: number;
	readonly dailyCapacity: number;
	/** What would have been spent by the end of the fullest day, week, month and of the goal, this action included. */
	readonly spentInDay: number;
	readonly dailyCeiling: number;
	readonly spentInWeek: number;
	readonly weeklyCeiling: number;
	readonly spentInMonth: number;
	readonly monthlyCeiling: number;
	readonly spentOnGoal: number;
	readonly goalCeiling: number;
	/** Forecast or actual spend over the budget, as a share of it. */
	readonly overrun: number;
	readonly overrunLimit: number;
	/** Relative size of a parameter's change, without sign. */
	readonly change: number;
	readonly autoAdjustLimit: number;
	readonly strategicChangeLimit: number;
	/** Standard deviations a result lies from what was expected, without sign. */
	readonly sigma: number;
	readonly anomalySigma: number;
	readonly rateLimited: boolean;
	/** The goal will be missed by far. */
	readonly farBehind: boolean;
	readonly retries: number;
	readonly maxRetries: number;
	/** The plan has no step though something is missing to the target. */
	readonly nothingToRun: boolean;
}

/** Facts of something that touches nothing. Callers set what they know; limits come from the settings. */
export const NO_FACTS: Facts = {
	autoExecution: true,
	known: true,
	enabled: true,
	costKnown: true,
	usedBefore: true,
	working: true,
	deletesCustomerData: false,
	security: false,
	externalApi: false,
	massSend: false,
	sends: 0,
	sendsOfPlan: 0,
	sendsOfAll: 0,
	massSendLimit: 0,
	actionsInDay: 0,
	dailyCapacity: Infinity,
	spentInDay: 0,
	dailyCeiling: Infinity,
	spentInWeek: 0,
	weeklyCeiling: Infinity,
	spentInMonth: 0,
	monthlyCeiling: Infinity,
	spentOnGoal: 0,
	goalCeiling: Infinity,
	overrun: 0,
	overrunLimit: 0,
	change: 0,
	autoAdjustLimit: 0,
	strategicChangeLimit: 0,
	sigma: 0,
	anomalySigma: Infinity,
	rateLimited: false,
	farBehind: false,
	retries: 0,
	maxRetries: 0,
	nothingToRun: false,
};
