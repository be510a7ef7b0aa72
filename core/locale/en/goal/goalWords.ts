import { list } from '../../words';
import type { WordGroup } from '../../../goal/lexicon';

/** The words that say what to do with the figures around them. */
export const GOAL_WORDS: readonly WordGroup[] = [
	{
		cls: 'up',
		words: list(`
		increase|increased|increases|increasing|raise|raised|raising|grow|growing|growth|boost|boosting|lift|up
		more|higher|improve|improving|push up|bump|gain|add|ahead of|better|better than|higher than|more than
		incrase|increse|expand|scale|scale up|extra|additional|+|plus|on top of
	`),
	},
	{
		cls: 'down',
		words: list(`
		decrease|reduce|reducing|lower|cut|cutting|drop|bring down|down|shrink|less|fewer|decline|minimize
		minimise|slash|trim
	`),
	},
	{
		cls: 'base',
		key: 'previous_month',
		words: list(`
		over last month|than last month|versus last month|vs last month|vs. last month|compared to last month
		compared with last month|from last month|on last month|of last month|of last month's
		over the previous month|over previous month|than the previous month|month over month|month-over-month|mom
		m/m|above last month|last month's|over the last month|against last month|relative to last month
		over prior month|month on month
	`),
	},
	{
		cls: 'base',
		key: 'previous_week',
		words: list(`
		over last week|than last week|versus last week|vs last week|vs. last week|compared to last week
		compared with last week|from last week|on last week|over the previous week|week over week|week-over-week
		wow|w/w|above last week|last week's|against last week|week on week|than the previous week
	`),
	},
	{
		cls: 'base',
		key: 'previous_day',
		words: [
			'over yesterday',
			'than yesterday',
			'versus yesterday',
			'vs yesterday',
			'compared to yesterday',
			'day over day',
			'dod',
			"yesterday's",
		],
	},
	{
		cls: 'base',
		key: 'previous_quarter',
		words: list(`
		over last quarter|than last quarter|versus last quarter|vs last quarter|vs. last quarter
		compared to last quarter|compared with last quarter|from last quarter|quarter over quarter
		quarter-over-quarter|qoq|q/q|over the previous quarter|last quarter's|on last quarter|quarter on quarter
	`),
	},
	{
		cls: 'base',
		key: 'previous_year',
		words: list(`
		over last year|than last year|versus last year|vs last year|vs. last year|compared to last year
		compared with last year|from last year|on last year|over the previous year|last year's
		than the previous year
	`),
	},
	{
		cls: 'base',
		key: 'same_period_last_year',
		words: list(`
		year over year|year-over-year|yoy|y/y|over the same month last year|than the same month last year
		over the same period last year|than the same period last year|same month last year|same period last year
		year on year|year-on-year|over the same quarter last year|compared to the same period last year
	`),
	},
	{
		cls: 'base',
		key: 'previous_period',
		words: list(`
		than now|from current|from the current level|over current|than currently|than usual
		over the previous period|than before|over baseline|from now on top|than today|current level
		over the current level
	`),
	},
	{ cls: 'times', words: ['times', 'x', 'fold', '-fold', 'times as much', 'times higher'] },
	{ cls: 'multiple', value: 2, words: ['double', 'doubling', 'twice', 'twofold', 'doubled', '2x'] },
	{ cls: 'multiple', value: 3, words: ['triple', 'tripling', 'threefold', 'treble', 'thrice', '3x'] },
	{ cls: 'multiple', value: 4, words: ['quadruple', 'fourfold', '4x'] },
	{ cls: 'multiple', value: 5, words: ['5x', 'quintuple', 'fivefold'] },
	{ cls: 'multiple', value: 10, words: ['10x', 'tenfold'] },
	{ cls: 'multiple', value: 0.5, words: ['halve', 'halving', 'cut in half'] },
	{ cls: 'multiple', key: 'by', value: 0.5, words: ['by half', 'by a half'] },
	{
		cls: 'budget',
		words: list(`
		budget|budget is|budget of|ad spend|ad budget|advertising|marketing budget|spend|spending|cost|costs
		expenses|ads budget|advertising budget|ad costs|to spend|spend more than|spending more than|total budget
		with a budget of|costing|outlay|ad spending|on ads|for ads|on advertising
	`),
	},
	{
		cls: 'limit',
		words: list(`
		max|maximum|at most|no more than|not more than|up to|under|below|less than|within|limit|limited to|cap
		capped at|cap of|don't exceed|do not exceed|not exceed|not exceeding|without exceeding|or less|tops
		ceiling|keep under|stay under|max.|a maximum of|not over|not above|upper limit|never more than|only
	`),
	},
	{
		cls: 'deadline',
		key: '',
		words: list('until|till|through|up until|no later than|not later than|due|til'),
	},
	{ cls: 'deadline', key: 'before', words: ['by', 'before', 'latest', 'deadline', 'deadline:', 'deadline is', 'prior to'] },
	{
		cls: 'atleast',
		words: list(`
		at least|minimum|min|a minimum of|no less than|not less than|or more|minimum of|exceed|surpass
		greater than|north of
	`),
	},
	{
		cls: 'about',
		words: list(`
		about|around|roughly|approximately|approx|approx.|circa|ca.|some|nearly|almost|or so|ish|~|close to
		more or less|give or take
	`),
	},
	{ cls: 'tilde', words: ['to', '-', 'or', '~'] },
	{ cls: 'between', words: ['between'] },
	{ cls: 'by', words: ['by another', 'by an additional', 'by an extra'] },
	{
		cls: 'per',
		key: 'day',
		words: list('per day|a day|daily|each day|every day|/day|per-day|day|pd|everyday'),
	},
	{ cls: 'per', key: 'week', words: ['per week', 'a week', 'weekly', 'each week', 'every week', '/week', '/wk', 'per wk'] },
	{ cls: 'per', key: 'month', words: ['per month', 'a month', 'monthly', 'each month', 'every month', '/month', '/mo', 'pm'] },
	{ cls: 'counter', key: 'people', words: ['people', 'persons', 'person'] },
	{
		cls: 'counter',
		key: 'item',
		words: list('items|units|runs|actions|pieces|calls|outreaches|contacts|dms|requests'),
	},
	{
		cls: 'counter',
		key: 'message',
		words: ['emails', 'email', 'e-mails', 'e-mail', 'messages', 'mails', 'cold emails', 'cold e-mails'],
	},
	{ cls: 'counter', key: 'times', words: ['posts', 'tweets', 'post', 'tweet'] },
	{
		cls: 'not',
		key: 'before',
		words: list(`
		won't use|will not use|won't run|will not run|never run|never touch|never send|avoid using|avoid running
		don't use|do not use|dont use|without|without using|no|not using|avoid|exclude|excluding|except
		except for|skip|never use|don't run|do not run|dont run|don't touch|leave out|don't send|do not send
		dont send|apart from|other than|stay away from|not|stop|ban|w/o|no more
	`),
	},
	{
		cls: 'only',
		words: list(`
		only use|use only|just use|using only|only with|only run|only via|only through|exclusively|run only
		with only
	`),
	},
	{
		cls: 'act',
		key: 'run_workflows',
		words: list(`
		run the workflows|run workflows|run my workflows|run the workflow|workflows|workflow|run it|execute
		automate|autopilot|kick off|launch|start the workflows|fire up the workflows|use the workflows|run|go
	`),
	},
	{
		cls: 'act',
		key: 'earn',
		words: list(`
		earn|make|making|generate|bring in|hit|reach|achieve|sell|want|need|target|goal|aim for|aim|get to
		make me|pull in|book|close|attain|deliver|earning|get us to|take us to|cash in|rake in|net
	`),
	},
	{
		cls: 'act',
		key: 'acquire',
		words: list('get|acquire|win|attract|sign up|find|onboard|land|recruit|gather|collect'),
	},
	{ cls: 'act', key: 'keep', words: ['keep', 'maintain', 'hold', 'sustain'] },
	{ cls: 'act', key: 'send', words: ['send', 'sending', 'mail'] },
	{ cls: 'act', key: 'post', words: ['publish', 'share'] },
	{ cls: 'act', key: 'report', words: ['report', 'tell me', 'let me know', 'notify me', 'update me', 'show me'] },
	{ cls: 'act', key: 'stop', words: ['stop everything', 'halt', 'pause everything', 'shut down', 'cancel everything'] },
	{
		cls: 'negated',
		words: list(`
		don't make|do not make|don't increase|do not increase|don't raise|do not raise|don't earn|don't grow
		do not grow|don't try to|do not try to|stop trying to|no need to|don't aim|don't double|do not double
		don't get|do not get|do not earn|don't boost|do not boost|we don't need to|don't bother
	`),
	},
	{ cls: 'stop', words: ['.', '!', '?', ';'] },
	{
		cls: 'bare',
		words: list(`
		of|is|the|a|an|for|in|on|with|our|my|this|it|at|,|:|i|we|please|pls|and|but|be|should|me|us|can|you|just
		using|use|that|total
	`),
	},
];
