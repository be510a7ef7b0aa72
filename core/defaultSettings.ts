import { PROFILES, type ProfileKey } from './profile';
import type { Setting } from './types';

/** A setting that PROFILE decides as long as its value is empty. */
function byProfile(key: ProfileKey, note: string): Setting {
	const values = Object.entries(PROFILES).map(([profile, settings]) => `${profile} ${settings[key]}`);
	return { key, value: '', note: `${note}. Empty: by PROFILE (${values.join(', ')})` };
}

/** Every setting with its default and what it means: what `Set Up` writes into an empty table. */
export const DEFAULT_SETTINGS: readonly Setting[] = [
	{ key: 'AUTO_EXECUTION_ENABLED', value: 'true', note: 'false: no run starts' },
	{ key: 'BUDGET_LIMIT_DAILY', value: '', note: 'Hard ceiling of spending per day, in CURRENCY. Empty: none' },
	{ key: 'BUDGET_LIMIT_WEEKLY', value: '', note: 'Hard ceiling per week (from Monday). Empty: none' },
	{ key: 'BUDGET_LIMIT_MONTHLY', value: '', note: 'Hard ceiling per calendar month. Empty: none' },
	{ key: 'DECISION_TIMEOUT', value: 'PT24H', note: 'How long a question waits, as ISO 8601 duration or hours' },
	{ key: 'MAX_CONCURRENT_RUNS', value: '5', note: 'Workflows that run at the same time' },
	{ key: 'MAX_RETRIES', value: '3', note: 'Tries after the first one fails' },
	{ key: 'MAX_RUN_MINUTES', value: '30', note: 'A run that takes longer is stopped' },
	{ key: 'REVIEW_BATCH', value: '50', note: 'Goals one review looks at, those first that waited longest' },
	{ key: 'RETRY_BUDGET', value: '20', note: 'Retries of one goal on one day, over all its runs' },
	{
		key: 'ALLOW_REPLAY',
		value: 'false',
		note: 'true: a call may name another time than the present. For back-tests and the sandbox only',
	},
	{ key: 'TIME_ZONE', value: 'Asia/Tokyo', note: 'Days begin and end in this zone' },
	{
		key: 'LANGUAGE',
		value: '',
		note: 'ja or en: of questions that belong to no goal. Empty: that of the newest goal, Japanese where there is none',
	},
	{ key: 'CURRENCY', value: 'JPY', note: 'Costs in the catalog and ceilings are in this currency' },
	byProfile('AUTO_ADJUST_LIMIT', 'Changes up to this share are made without asking'),
	{ key: 'STRATEGIC_CHANGE_LIMIT', value: '0.20', note: 'Changes from this share on are strategic' },
	byProfile('BUDGET_OVERRUN_LIMIT', 'Overspend beyond this share is asked for'),
	byProfile('ANOMALY_SIGMA', 'Results further out than this many standard deviations are asked about'),
	byProfile('LEARNING_ROOM', 'How far an approved plan adapts without asking again: share of capacity. 0: not at all'),
	byProfile('EXPLORATION_SHARE', 'Most of a day’s money that trying workflows out may take, where what they show is worth it'),
	{
		key: 'MIN_TRIALS',
		value: '40',
		note: 'Actions a workflow gets to show what it can, before what is believed of it counts in full',
	},
	{ key: 'MASS_SEND_LIMIT', value: '100', note: 'More messages than this in the plans of all goals are asked for' },
	{
		key: 'QUIET_HOURS',
		value: '22:00-07:00',
		note: 'No reminders, escalations or mass sends in these hours; questions and reports come without a sound. Empty: none',
	},
	{
		key: 'MASS_SEND_IN_QUIET_HOURS',
		value: 'false',
		note: 'true: workflows flagged mass_send start in QUIET_HOURS too. false: they wait until these are over, but not for another day',
	},
	{ key: 'URGENT_IN_QUIET_HOURS', value: 'false', note: 'true: urgent questions sound, remind and escalate in quiet hours too' },
	{
		key: 'ESCALATION_AFTER_HIGH',
		value: 'PT30M,PT1H,PT2H',
		note: 'How long each level has before the next is asked, for urgent questions. Empty: never',
	},
	{ key: 'ESCALATION_AFTER_MEDIUM', value: 'PT4H', note: 'The same for questions of medium urgency' },
	{ key: 'ESCALATION_AFTER_LOW', value: '', note: 'The same for questions of low urgency' },
	{
		key: 'ESCALATION_APPROVERS',
		value: '',
		note: 'Who is asked next, in this order, and may answer then: telegram:<user id>, email:<address>, webhook:<name>',
	},
	{
		key: 'APPROVER_CHANNELS',
		value: '',
		note: 'Further addresses of one person, tried in this order: telegram:1 > email:a@example.com > webhook:b, telegram:2 > …',
	},
	{
		key: 'CHANNEL_ORDER',
		value: '',
		note: 'Which channels are tried first for approvers with several addresses: telegram, email, webhook. Empty: as APPROVER_CHANNELS lists them',
	},
	{ key: 'APPROVERS', value: '', note: 'Who is asked: telegram:<user id>, email:<address>, webhook:<name>, separated by commas' },
	{ key: 'QUORUM', value: '1', note: 'How many approvers must agree to a question of the loop. One refusal refuses' },
	{ key: 'PROFILE', value: 'balanced', note: 'Optimization level: conservative, balanced or aggressive' },
	{
		key: 'DECISIONS_PAGE_URL',
		value: '',
		note: 'Address of the decisions page. Empty: that of this n8n. off: questions carry no link',
	},
	{
		key: 'PAGE_LINK_LIFETIME',
		value: 'PT24H',
		note: 'How long a link to the decisions page works, as ISO 8601 duration or hours',
	},
];
