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
		metric_unrecorded:
			'Nobody records this figure yet, so progress could not be measured. Send it into "Record the Figures" of workflow 04 once a day (metric, day, value, unit), then give the instruction again; or aim at another figure, such as revenue, new customers or members.',
		level_unknown:
			'It is not on record where this figure stands now, so what is missing cannot be worked out. Let workflow 04 record it once, then give the instruction again.',
		level_or_gain: 'There are as many already. How many should there be in all? (Say "increase by …", or the total.)',
		whole_or_more:
			'This can mean the total of the whole period or what comes from now on. Which one do you mean? (For what comes from now on, let the period begin today.)',
		baseline_missing: 'There are no figures for the period to compare with. What figure do you want to reach?',
	},
	goal: (metric, target, first, last, budget) =>
		`Reach ${EN_TEXTS.metrics[metric]} of ${target} from ${EN_TEXTS.days(first, last)}.${budget === null ? '' : ` Budget: at most ${budget}.`}`,
	useOrNot: ['Use it', 'Do not use it'],
	inAllOrMore: (amount) => [`${amount} in the whole period`, `${amount} from now on`],
	yesNo: ['Pursue it', 'Do not pursue it'],
};
