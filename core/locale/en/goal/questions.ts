import type { GoalTexts } from '../../../goal/texts';

const figure = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 });

/** Questions about instructions, in English. */
export const EN_TEXTS: GoalTexts = {
	money: (amount, currency) => (currency === null ? figure.format(amount) : `${figure.format(amount)} ${currency}`),
	count: (value) => figure.format(value),
	day: (day) => day,
	days: (first, last) => `${first} to ${last}`,
	points: (points) => `${points > 0 ? '+' : '−'}${figure.format(Math.abs(points))} percentage points`,
	change: (text) => `${text} more or less than now`,
	metrics: {
		revenue: 'revenue',
		profit: 'profit',
		new_customers: 'new customers',
		members: 'members',
		followers: 'followers',
		trials: 'trials',
		leads: 'leads',
		churn_rate: 'churn rate',
		conversion_rate: 'conversion rate',
	},
	questions: {
		text_too_long: 'The instruction is too long. Please use at most 2,000 characters.',
		target_missing: 'I could not read a target. What figure do you want to reach?',
		target_conflict: 'There are several figures. Which one is the target?',
		target_range: 'The target is a range. Which end do you aim at?',
		target_not_positive: 'The target must be above zero. What figure do you want to reach?',
		metric_missing: 'Which figure should reach the target?',
		period_missing: 'By when?',
		period_conflict: 'There are several periods. Which one counts?',
		period_ambiguous: 'The deadline can be read in two ways. Which one do you mean?',
		deadline_past: 'The deadline has passed. By when?',
		currency_conflict: 'There are several currencies. Which one is the target in?',
		currency_ambiguous: 'Which currency do you mean?',
		budget_not_positive: 'The budget must be above zero. How much may be spent?',
		goal_negated: 'This reads as something not to do. Should the goal be pursued?',
		rate_ambiguous: 'The change of the rate can be read in two ways: as a share of it, or in percentage points?',
		clock_time: 'Goals run in whole days, up to midnight. Up to the end of which day?',
		term_unknown: 'From which day to which does this term run? Please name the dates.',
		workflow_unknown: 'No workflow of this name is in the catalog (workflow_catalog). Which one do you mean?',
		workflow_doubtful: 'I could not tell whether to use this workflow or not. Which is it?',
		target_per_day: 'This reads as a target per day, week or month. How much should the whole period bring?',
		base_mismatch: 'The goal and what it is compared with are not equally long. What figure do you want to reach?',
		baseline_missing: 'There are no figures for the period to compare with. What figure do you want to reach?',
	},
	goal: (metric, target, first, last, budget) =>
		`Reach ${EN_TEXTS.metrics[metric]} of ${target} from ${EN_TEXTS.days(first, last)}.${budget === null ? '' : ` Budget: at most ${budget}.`}`,
	useOrNot: ['Use it', 'Do not use it'],
	yesNo: ['Pursue it', 'Do not pursue it'],
};
