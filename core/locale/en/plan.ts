import type { MetricName } from '../../types';
import type { PlanText } from '../planText';

const SOURCES: ReadonlyMap<string, string> = new Map([
	['whop', 'your Whop figures'],
	['ledger', 'the ledger’s figures'],
	['input', 'the figures you passed in'],
	['catalog', 'your workflow catalog'],
]);

const METRICS: Readonly<Record<MetricName, string>> = {
	revenue: 'revenue',
	profit: 'profit',
	new_customers: 'new customers',
	members: 'members',
	followers: 'followers',
	trials: 'trials',
	leads: 'leads',
	churn_rate: 'churn',
	conversion_rate: 'conversion rate',
};

/** Plans in English. */
export const planText: PlanText = {
	metric: METRICS,
	source: (source) => SOURCES.get(source) ?? source,
	quote: (name) => `"${name}"`,
	separator: ', ',
	unit: (count, unit) => `${count} ${unit}${count === '1' ? '' : 's'}`,
	count: (count) => count,
	target: (value, metric) => {
		if (metric === 'revenue' || metric === 'profit') return `${value} of ${METRICS[metric]}`;
		return metric === 'churn_rate' || metric === 'conversion_rate'
			? `${METRICS[metric]} of ${value}`
			: `${value} ${METRICS[metric]}`;
	},
	goal: (target, first, last, days) =>
		`Goal: ${target} in ${days} ${days === 1 ? 'day' : 'days'} (${first} to ${last}), as you asked.`,
	progress: (progress, missing) => `You have ${progress}, so ${missing} is missing.`,
	notAdjusted: (metric) =>
		`What each workflow brings cannot be told from the ${metric}, so I forecast it and report. I do not adapt this plan to results, nor ask when they are unusual or far behind. Overspending is asked about as always.`,
	reached: (progress) => `You have ${progress}: the goal is reached, so nothing new is planned.`,
	perDay: (amount, missing, days) => `That takes ${amount} a day (${missing} ÷ ${days}).`,
	uneven: (average, least, most) => `That takes ${average} a day on average; daily targets run from ${least} to ${most}.`,
	customers: (value, source, perDay, total) =>
		`One customer is worth ${value} (${source}), so you need ${perDay} new ${perDay === '1' ? 'customer' : 'customers'} a day, ${total} in all.`,
	organic: (amount, source, days) =>
		`About ${amount} a day comes without doing anything (${source}, mean of the last ${days} ${days === 1 ? 'day' : 'days'}).`,
	allocation: (name, perDay, days, total) => `${name}: ${perDay} a day × ${days} = ${total}`,
	allocationUneven: (name, perDay, days, total) => `${name}: ${perDay} a day on average, ${total} in ${days} days`,
	conversion: (rate, perDay, total, source, cost) =>
		`; at ${rate} (${source}) that is ${perDay} customers a day, ${total} in all. Cost ${cost}.`,
	brings: (total, source, cost) => `, expected to bring ${total} (${source}). Cost ${cost}.`,
	unmeasured: (cost) => ` (what it does for this goal cannot be measured). Cost ${cost}.`,
	fromCatalog: 'set in your catalog',
	fromPlan: 'as in the plan',
	fromRuns: (actions) => `with the results of ${actions} past actions`,
	more: (count, cost) => `${count} more ${count === 1 ? 'workflow' : 'workflows'}: cost ${cost}.`,
	cost: (cost) => `All of it is estimated to cost ${cost}.`,
	costOfBudget: (cost, budget, share) => `All of it is estimated to cost ${cost} (${share} of the budget of ${budget}).`,
	forecast: (value, low, high, probability, courses) =>
		`Expected by the end: ${value} (90% sure: ${low} to ${high}). Chance of reaching the goal: ${probability} (${courses} simulated courses).`,
	short: (aim, limits) => `That is below the ${aim} aimed at. ${limits.join(' ')}`,
	limit: {
		budget: (rule, without) =>
			`Without the ${{ goal: 'budget', daily: 'daily ceiling', weekly: 'weekly ceiling', monthly: 'monthly ceiling' }[rule]} it would be ${without}.`,
		capacity: (name) => `"${name}" is used up to its daily capacity; more capacity or another workflow would raise it.`,
		time: (days, probability) => `With ${days} more ${days === 1 ? 'day' : 'days'} it would be ${probability}.`,
		leftOut: (name, reason) =>
			`"${name}" is not used: ${
				{
					excluded: 'you asked to leave it out',
					disabled: 'it is disabled',
					denied: 'it deletes customer data',
					unreadable: 'its figures in the catalog are not valid',
					unknown_cost: 'its cost is not set',
					other_metric: 'it does not move this figure',
					too_late: 'it would take effect after the deadline',
					no_capacity: 'its daily capacity is 0',
					dependency: 'a workflow it needs cannot be used',
				}[reason]
			}.`,
	},
	late: (names) => `Some of the last actions of ${names} bring customers only after the period; they are not counted.`,
	nothing: 'No workflow can be used for this goal, so nothing will be run.',
	risk: (text, probability) => `Main risk: ${text} (chance ${probability}).`,
	risks: {
		conversion: (name, rate) => `"${name}" brings fewer customers than expected (${rate}), and the goal is missed for that`,
		organic: (amount) => `less than expected (${amount} a day) comes by itself, and the goal is missed for that`,
		failure: (name) => `"${name}" fails at least once in the period`,
	},
	options: {
		start: 'Run as planned',
		withoutMassSend: (names) => `Run without mass sends (${names})`,
		smaller: (share) => `Run ${share} smaller`,
		doNotRun: 'Do not run',
		raiseBudget: (share, budget) => `Raise the budget limit (+${share}, to ${budget})`,
		shrink: (share) => `Shrink the execution (-${share})`,
		stopRest: 'Stop the rest of the execution',
		keep: (share) => `Keep as is (risk: ${share} over budget)`,
	},
};
