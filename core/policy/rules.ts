import type { PolicyAction, Rule } from './rule';

const WORKFLOW_ACTIONS: readonly PolicyAction[] = ['start_plan', 'start_run', 'retry_run', 'change_parameter'];
const SPENDS: readonly PolicyAction[] = ['start_plan', 'start_run', 'retry_run'];

/**
 * The policy: deny over ask over allow, and what no rule names is asked. What a person has to confirm is confirmed with the plan, so the rules
 * that ask look at plans and changes; a step of an approved plan is only ever allowed or denied.
 */
export const POLICY: readonly Rule[] = [
	{ name: 'auto-execution-off', kind: 'deny', actions: SPENDS, when: [{ fact: 'autoExecution', is: false }] },
	{ name: 'deletes-customer-data', kind: 'deny', actions: WORKFLOW_ACTIONS, when: [{ fact: 'deletesCustomerData', is: true }] },
	{ name: 'unknown-workflow', kind: 'deny', actions: WORKFLOW_ACTIONS, when: [{ fact: 'known', is: false }] },
	{ name: 'disabled-workflow', kind: 'deny', actions: WORKFLOW_ACTIONS, when: [{ fact: 'enabled', is: false }] },
	{ name: 'unknown-cost', kind: 'deny', actions: SPENDS, when: [{ fact: 'costKnown', is: false }] },
	{
		name: 'daily-capacity',
		kind: 'deny',
		actions: ['start_run', 'retry_run'],
		when: [{ fact: 'actionsInDay', above: 'dailyCapacity' }],
	},
	{ name: 'daily-ceiling', kind: 'deny', actions: SPENDS, when: [{ fact: 'spentInDay', above: 'dailyCeiling' }] },
	{ name: 'weekly-ceiling', kind: 'deny', actions: SPENDS, when: [{ fact: 'spentInWeek', above: 'weeklyCeiling' }] },
	{ name: 'monthly-ceiling', kind: 'deny', actions: SPENDS, when: [{ fact: 'spentInMonth', above: 'monthlyCeiling' }] },
	{
		name: 'goal-ceiling',
		kind: 'deny',
		actions: ['start_run', 'retry_run'],
		when: [{ fact: 'spentOnGoal', above: 'goalCeiling' }],
	},
	{ name: 'failing-workflow', kind: 'deny', actions: ['start_run', 'retry_run'], when: [{ fact: 'working', is: false }] },
	{ name: 'too-many-retries', kind: 'deny', actions: ['retry_run'], when: [{ fact: 'retries', above: 'maxRetries' }] },

	{ name: 'security', kind: 'ask', actions: ['start_plan', 'change_parameter'], when: [{ fact: 'security', is: true }] },
	{
		name: 'new-api',
		kind: 'ask',
		actions: ['start_plan'],
		when: [
			{ fact: 'externalApi', is: true },
			{ fact: 'usedBefore', is: false },
		],
	},
	{
		name: 'mass-send',
		kind: 'ask',
		actions: ['start_plan'],
		when: [
			{ fact: 'massSend', is: true },
			{ fact: 'sendsOfAll', above: 'massSendLimit' },
		],
	},
	{ name: 'first-use', kind: 'ask', actions: ['start_plan'], when: [{ fact: 'usedBefore', is: false }] },
	{
		name: 'over-budget',
		kind: 'ask',
		actions: ['start_plan', 'continue_goal'],
		when: [{ fact: 'overrun', above: 'overrunLimit' }],
	},
	{ name: 'nothing-to-run', kind: 'ask', actions: ['start_plan'], when: [{ fact: 'nothingToRun', is: true }] },
	{ name: 'anomaly', kind: 'ask', actions: ['continue_goal'], when: [{ fact: 'sigma', atLeast: 'anomalySigma' }] },
	{ name: 'rate-limited', kind: 'ask', actions: ['continue_goal', 'retry_run'], when: [{ fact: 'rateLimited', is: true }] },
	{ name: 'far-behind', kind: 'ask', actions: ['continue_goal'], when: [{ fact: 'farBehind', is: true }] },
	{
		name: 'strategic-change',
		kind: 'ask',
		actions: ['change_parameter'],
		when: [{ fact: 'change', atLeast: 'strategicChangeLimit' }],
	},
	{ name: 'noticeable-change', kind: 'ask', actions: ['change_parameter'], when: [{ fact: 'change', above: 'autoAdjustLimit' }] },

	{ name: 'known-workflow', kind: 'allow', actions: ['start_plan'], when: [{ fact: 'usedBefore', is: true }] },
	{ name: 'approved-step', kind: 'allow', actions: ['start_run'], when: [{ fact: 'known', is: true }] },
	{ name: 'small-change', kind: 'allow', actions: ['change_parameter'], when: [{ fact: 'change', atMost: 'autoAdjustLimit' }] },
	{ name: 'retry', kind: 'allow', actions: ['retry_run'], when: [{ fact: 'retries', atMost: 'maxRetries' }] },
	{ name: 'on-track', kind: 'allow', actions: ['continue_goal'], when: [] },
	{ name: 'read-and-record', kind: 'allow', actions: ['read', 'write_ledger', 'send_report'], when: [] },
];
