import { Duration, IANAZone } from 'luxon';
import { approverReference, parseApprover } from './decision/approver';
import { areFurtherAddresses, readChannelOrder } from './decision/channelSettings';
import { AutopilotError } from './errors';
import type { ChannelName, CurrencyCode, Setting, TimeZone } from './types';

/** The `settings` table, read and checked. Money is in `currency`. `null` ceilings are not set. */
export interface Settings {
	readonly autoExecutionEnabled: boolean;
	readonly budgetLimitDaily: number | null;
	readonly budgetLimitWeekly: number | null;
	readonly budgetLimitMonthly: number | null;
	/** How long a decision waits for an answer, in seconds. */
	readonly decisionTimeoutSeconds: number;
	readonly maxConcurrentRuns: number;
	readonly maxRetries: number;
	readonly maxRunMinutes: number;
	/** Retries of one goal on one day, over all its runs. */
	readonly retryBudget: number;
	/** Whether a call may say another time than the present. */
	readonly allowReplay: boolean;
	readonly timeZone: TimeZone;
	readonly currency: CurrencyCode;
	/** `USD_JPY` → yen for one dollar. */
	readonly exchangeRates: Readonly<Record<string, number>>;
	/** Relative parameter changes up to this are made alone (0.10 = ±10 %). */
	readonly autoAdjustLimit: number;
	/** Relative changes from this on are strategic and asked for. */
	readonly strategicChangeLimit: number;
	/** Overspend beyond this share of the budget is asked for. */
	readonly budgetOverrunLimit: number;
	readonly anomalySigma: number;
	/** More messages than this in one plan count as a mass send. */
	readonly massSendLimit: number;
	/** Local hours without reminders and escalations, `null` for none. */
	readonly quietHours: { readonly from: string; readonly to: string } | null;
	/** Whether questions of high urgency remind and escalate in quiet hours too. */
	readonly urgentInQuietHours: boolean;
	/** How long each level of the ladder waits for an answer before the next is asked, in seconds, by urgency. */
	readonly escalationSeconds: Readonly<Record<'low' | 'medium' | 'high', readonly number[]>>;
	/** Who is asked next, in this order, and may answer from then on. */
	readonly escalationApprovers: readonly string[];
	/** Where else an approver is reached: the approver first, then further addresses of the same person, in the order tried. */
	readonly approverChannels: readonly (readonly string[])[];
	/** Which channels are tried first for approvers with several addresses; what is not named comes after them. */
	readonly channelOrder: readonly ChannelName[];
	/** `telegram:<user id>`, `email:<address>` or `webhook:<name>`; who is asked when a node names nobody. */
	readonly approvers: readonly string[];
	/** How many of them must agree where the loop asks. */
	readonly quorum: number;
	readonly profile: 'conservative' | 'balanced' | 'aggressive';
	/** Address of the decisions page, `null` for this n8n's own, `off` where questions carry no link to it. */
	readonly decisionsPageUrl: string | null;
	/** How long a link to the decisions page opens it, in seconds. */
	readonly pageLinkSeconds: number;
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
	{ key: 'RETRY_BUDGET', value: '20', note: 'Retries of one goal on one day, over all its runs' },
	{
		key: 'ALLOW_REPLAY',
		value: 'false',
		note: 'true: a call may name another time than the present. For back-tests and the sandbox only',
	},
	{ key: 'TIME_ZONE', value: 'Asia/Tokyo', note: 'Days begin and end in this zone' },
	{ key: 'CURRENCY', value: 'JPY', note: 'Costs in the catalog and ceilings are in this currency' },
	{ key: 'AUTO_ADJUST_LIMIT', value: '0.10', note: 'Changes up to this share are made without asking' },
	{ key: 'STRATEGIC_CHANGE_LIMIT', value: '0.20', note: 'Changes from this share on are strategic' },
	{ key: 'BUDGET_OVERRUN_LIMIT', value: '0.10', note: 'Overspend beyond this share is asked for' },
	{ key: 'ANOMALY_SIGMA', value: '3', note: 'Results further out than this many standard deviations are asked about' },
	{ key: 'MASS_SEND_LIMIT', value: '100', note: 'More messages than this in one plan are asked for' },
	{
		key: 'QUIET_HOURS',
		value: '22:00-07:00',
		note: 'No reminders or escalations in these hours, and reports without a sound. Empty: none',
	},
	{ key: 'URGENT_IN_QUIET_HOURS', value: 'false', note: 'true: urgent questions remind and escalate in quiet hours too' },
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
	{ key: 'PROFILE', value: 'balanced', note: 'conservative, balanced or aggressive' },
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

const invalid = (key: string, expected: string): AutopilotError =>
	new AutopilotError('SETTING_INVALID', `The setting ${key} must be ${expected}`, { setting: key });

const list = (text: string): string[] => text.split(/[\s,]+/).filter((entry) => entry !== '');

/**
 * Reads the settings table. Missing keys take their default; keys it does not know are left to others.
 * @throws AutopilotError SETTING_INVALID, naming the key and what it must be.
 */
export function readSettings(rows: readonly Setting[]): Settings {
	const values = new Map<string, string>();
	for (const { key, value } of [...DEFAULT_SETTINGS, ...rows]) values.set(key, value.trim());
	const text = (key: string): string => values.get(key) ?? '';

	const number = (key: string, least: number): number => {
		const value = Number(text(key));
		if (text(key) === '' || !Number.isFinite(value) || value < least) throw invalid(key, `a number of at least ${least}`);
		return value;
	};
	const ceiling = (key: string): number | null => (text(key) === '' ? null : number(key, 0));

	if (!IANAZone.isValidZone(text('TIME_ZONE'))) throw invalid('TIME_ZONE', 'an IANA time zone such as Asia/Tokyo');

	const flag = (key: string): boolean => {
		const value = text(key).toLowerCase();
		if (value !== 'true' && value !== 'false') throw invalid(key, 'true or false');
		return value === 'true';
	};

	const seconds = (key: string): number => {
		const value = text(key);
		const duration = /^\d+(\.\d+)?$/.test(value) ? Duration.fromObject({ hours: Number(value) }) : Duration.fromISO(value);
		if (!duration.isValid || duration.toMillis() <= 0) throw invalid(key, 'hours or an ISO 8601 duration such as PT24H');
		return duration.toMillis() / 1000;
	};

	const pageUrl = text('DECISIONS_PAGE_URL');
	if (pageUrl !== '' && pageUrl !== 'off' && !/^https?:\/\/[^\s?#]+$/.test(pageUrl))
		throw invalid(
			'DECISIONS_PAGE_URL',
			'an address without a query such as https://n8n.example.com/webhook/autopilot/decisions, off, or empty',
		);

	const quiet = /^(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})$/.exec(text('QUIET_HOURS'));
	if (text('QUIET_HOURS') !== '' && !quiet) throw invalid('QUIET_HOURS', 'like 22:00-07:00, or empty');

	const durations = (key: string): number[] =>
		list(text(key)).map((entry) => {
			const seconds = Duration.fromISO(entry).as('seconds');
			if (!(seconds > 0)) throw invalid(key, 'ISO 8601 durations such as PT30M,PT1H,PT2H, or empty');
			return seconds;
		});
	const approvers = (key: string, entries: readonly string[]): string[] => {
		try {
			return entries.map((entry) => approverReference(parseApprover(entry)));
		} catch (error) {
			throw invalid(key, error instanceof Error ? `a list of approvers. ${error.message}` : 'a list of approvers');
		}
	};
	const approverChannels = list(text('APPROVER_CHANNELS').replace(/\s*>\s*/g, '>')).map((entry) =>
		approvers('APPROVER_CHANNELS', entry.split('>')),
	);
	if (!areFurtherAddresses(approverChannels))
		throw invalid(
			'APPROVER_CHANNELS',
			'an approver and further email: or webhook: addresses, like telegram:1 > email:a@example.com',
		);

	const channelOrder = readChannelOrder(list(text('CHANNEL_ORDER')));
	if (!channelOrder) throw invalid('CHANNEL_ORDER', 'telegram, email and webhook in the order wanted, or empty');

	const profile = text('PROFILE');
	if (profile !== 'conservative' && profile !== 'balanced' && profile !== 'aggressive')
		throw invalid('PROFILE', 'conservative, balanced or aggressive');

	if (!/^[A-Z]{3}$/.test(text('CURRENCY'))) throw invalid('CURRENCY', 'an ISO 4217 code such as JPY');
	const exchangeRates: Record<string, number> = {};
	for (const key of values.keys()) {
		const pair = /^FX_([A-Z]{3}_[A-Z]{3})$/.exec(key)?.[1];
		if (pair && text(key) !== '') exchangeRates[pair] = number(key, Number.MIN_VALUE);
	}

	return {
		autoExecutionEnabled: flag('AUTO_EXECUTION_ENABLED'),
		budgetLimitDaily: ceiling('BUDGET_LIMIT_DAILY'),
		budgetLimitWeekly: ceiling('BUDGET_LIMIT_WEEKLY'),
		budgetLimitMonthly: ceiling('BUDGET_LIMIT_MONTHLY'),
		decisionTimeoutSeconds: seconds('DECISION_TIMEOUT'),
		maxConcurrentRuns: number('MAX_CONCURRENT_RUNS', 1),
		maxRetries: number('MAX_RETRIES', 0),
		maxRunMinutes: number('MAX_RUN_MINUTES', 1 / 60),
		retryBudget: number('RETRY_BUDGET', 0),
		allowReplay: flag('ALLOW_REPLAY'),
		timeZone: text('TIME_ZONE'),
		currency: text('CURRENCY'),
		exchangeRates,
		autoAdjustLimit: number('AUTO_ADJUST_LIMIT', 0),
		strategicChangeLimit: number('STRATEGIC_CHANGE_LIMIT', 0),
		budgetOverrunLimit: number('BUDGET_OVERRUN_LIMIT', 0),
		anomalySigma: number('ANOMALY_SIGMA', 0),
		massSendLimit: number('MASS_SEND_LIMIT', 0),
		quietHours: quiet?.[1] && quiet[2] ? { from: quiet[1], to: quiet[2] } : null,
		urgentInQuietHours: flag('URGENT_IN_QUIET_HOURS'),
		escalationSeconds: {
			low: durations('ESCALATION_AFTER_LOW'),
			medium: durations('ESCALATION_AFTER_MEDIUM'),
			high: durations('ESCALATION_AFTER_HIGH'),
		},
		escalationApprovers: approvers('ESCALATION_APPROVERS', list(text('ESCALATION_APPROVERS'))),
		approverChannels,
		channelOrder,
		approvers: list(text('APPROVERS')),
		quorum: number('QUORUM', 1),
		profile,
		decisionsPageUrl: pageUrl === '' ? null : pageUrl,
		pageLinkSeconds: seconds('PAGE_LINK_LIFETIME'),
	};
}
