import { formatNumber, formatPercent } from '../format';
import type { PolicyText } from '../policyText';

/** Why something is allowed, asked for or denied. */
export const policyText: PolicyText = {
	'auto-execution-off': () => 'Automatic execution is switched off (setting AUTO_EXECUTION_ENABLED)',
	'deletes-customer-data': ({ subject }) => `"${subject}" deletes customer data, so it never runs by itself`,
	'unknown-workflow': ({ subject }) => `"${subject}" is not in the workflow catalog`,
	'disabled-workflow': ({ subject }) => `"${subject}" is disabled`,
	'unknown-cost': ({ subject }) => `What "${subject}" costs is unknown, so it does not run`,
	'daily-capacity': ({ subject, facts }) =>
		`"${subject}" has reached its ${formatNumber(facts.dailyCapacity)} actions a day, over all goals together`,
	'daily-ceiling': ({ facts }) =>
		`The daily ceiling of ${formatNumber(facts.dailyCeiling)} would be passed (${formatNumber(facts.spentInDay)})`,
	'weekly-ceiling': ({ facts }) =>
		`The weekly ceiling of ${formatNumber(facts.weeklyCeiling)} would be passed (${formatNumber(facts.spentInWeek)})`,
	'monthly-ceiling': ({ facts }) =>
		`The monthly ceiling of ${formatNumber(facts.monthlyCeiling)} would be passed (${formatNumber(facts.spentInMonth)})`,
	'goal-ceiling': ({ facts }) =>
		`This goal's budget of ${formatNumber(facts.goalCeiling)} would be passed (${formatNumber(facts.spentOnGoal)})`,
	'failing-workflow': ({ subject }) => `"${subject}" failed too often lately and is left alone until it is tried again`,
	security: ({ subject }) => `"${subject}" touches security`,
	'new-api': ({ subject }) => `"${subject}" connects to an outside service for the first time`,
	'first-use': ({ subject }) => `"${subject}" has never been run here`,
	'mass-send': ({ subject, facts }) =>
		`"${subject}" sends ${formatNumber(facts.sends)} messages (${facts.sendsOfPlan > facts.sends ? `${formatNumber(facts.sendsOfPlan)} in the whole plan; ` : ''}${facts.sendsOfAll > facts.sendsOfPlan ? `${formatNumber(facts.sendsOfAll)} with other goals; ` : ''}up to ${formatNumber(facts.massSendLimit)} go without asking)`,
	'over-budget': ({ facts }) =>
		`Spending will be ${formatPercent(facts.overrun)} over budget (up to ${formatPercent(facts.overrunLimit)} goes without asking)`,
	'nothing-to-run': () => 'There is no workflow that could be run towards this goal',
	'strategic-change': ({ subject, facts }) =>
		Number.isFinite(facts.change)
			? `Changing "${subject}" by ${formatPercent(facts.change)} is a strategic change`
			: `Starting "${subject}", which the plan did not use, is a strategic change`,
	'noticeable-change': ({ subject, facts }) =>
		`Changing "${subject}" by ${formatPercent(facts.change)} is more than ±${formatPercent(facts.autoAdjustLimit)}, which go without asking`,
	anomaly: ({ subject, facts }) =>
		`The result of "${subject}" is far from the usual (${formatNumber(facts.sigma)} standard deviations)`,
	'rate-limited': ({ subject }) => `A service's rate limit stopped "${subject}"`,
	'far-behind': () => 'The goal is far behind',
	'too-many-retries': ({ subject, facts }) => `"${subject}" has used up its ${formatNumber(facts.maxRetries)} retries`,
	'known-workflow': ({ subject }) => (subject === '' ? 'Within budget and ceilings' : `"${subject}" has run here before`),
	'approved-step': () => 'A step of the approved plan',
	'small-change': ({ facts }) => `A change of ${formatPercent(facts.change)} goes without asking`,
	retry: ({ facts }) => `Retry ${formatNumber(facts.retries)} of ${formatNumber(facts.maxRetries)}`,
	'on-track': () => 'Within what was expected',
	'read-and-record': () => 'Reading, recording and reporting go without asking',
	default: () => 'No rule covers this, so it is asked for',
};
