import { Duration, IANAZone } from 'luxon';
import { approverReference, parseApprover } from './decision/approver';
import { areFurtherAddresses, readChannelOrder } from './decision/channelSettings';
import { DEFAULT_SETTINGS } from './defaultSettings';
import { AutopilotError } from './errors';
import { isProfile, PROFILES, type Profile } from './profile';
import type { ChannelName, CurrencyCode, Locale, Setting, TimeZone } from './types';

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
	/** Goals one review looks at. */
	readonly reviewBatch: number;
	/** Retries of one goal on one day, over all its runs. */
	readonly retryBudget: number;
	/** Whether a call may say another time than the present. */
	readonly allowReplay: boolean;
	readonly timeZone: TimeZone;
	/** Of what belongs to no goal; `null` for that of the newest goal. */
	readonly language: Locale | null;
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
	/** How far an approved plan may be moved without asking again: share of each workflow's capacity. 0: not at all. */
	readonly learningRoom: number;
	/** Most of a day's money that trying workflows out may take. */
	readonly explorationShare: number;
	/** Actions a workflow gets to show what it can, before what is believed of it counts in full. */
	readonly minTrials: number;
	/** More messages than this in the plans of all goals together count as a mass send. */
	readonly massSendLimit: number;
	/** Local hours without reminders and escalations, `null` for none. */
	readonly quietHours: { readonly from: string; readonly to: string } | null;
	/** Whether workflows flagged `mass_send` run in quiet hours too. */
	readonly massSendInQuietHours: boolean;
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
	readonly profile: Profile;
	/** Address of the decisions page, `null` for this n8n's own, `off` where questions carry no link to it. */
	readonly decisionsPageUrl: string | null;
	/** How long a link to the decisions page opens it, in seconds. */
	readonly pageLinkSeconds: number;
}

export { DEFAULT_SETTINGS } from './defaultSettings';

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
	const profile = text('PROFILE');
	if (!isProfile(profile)) throw invalid('PROFILE', 'conservative, balanced or aggressive');
	for (const [key, value] of Object.entries(PROFILES[profile])) if (text(key) === '') values.set(key, value);

	const number = (key: string, least: number): number => {
		const value = Number(text(key));
		if (text(key) === '' || !Number.isFinite(value) || value < least) throw invalid(key, `a number of at least ${least}`);
		return value;
	};
	const ceiling = (key: string): number | null => (text(key) === '' ? null : number(key, 0));

	if (!IANAZone.isValidZone(text('TIME_ZONE'))) throw invalid('TIME_ZONE', 'an IANA time zone such as Asia/Tokyo');

	const language = text('LANGUAGE').toLowerCase();
	if (language !== 'ja' && language !== 'en' && language !== '') throw invalid('LANGUAGE', 'ja, en or empty');

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
	const named = ['APPROVERS', 'ESCALATION_APPROVERS'];
	const asked = approverChannels.length > 0 ? named.flatMap((key) => approvers(key, list(text(key)))) : [];
	if (!areFurtherAddresses(approverChannels, asked))
		throw invalid(
			'APPROVER_CHANNELS',
			'an approver and further email: or webhook: addresses of theirs alone, like telegram:1 > email:a@example.com',
		);

	const channelOrder = readChannelOrder(list(text('CHANNEL_ORDER')));
	if (!channelOrder) throw invalid('CHANNEL_ORDER', 'telegram, email and webhook in the order wanted, or empty');

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
		reviewBatch: Math.floor(number('REVIEW_BATCH', 1)),
		retryBudget: number('RETRY_BUDGET', 0),
		allowReplay: flag('ALLOW_REPLAY'),
		timeZone: text('TIME_ZONE'),
		language: language === '' ? null : language,
		currency: text('CURRENCY'),
		exchangeRates,
		autoAdjustLimit: number('AUTO_ADJUST_LIMIT', 0),
		strategicChangeLimit: number('STRATEGIC_CHANGE_LIMIT', 0),
		budgetOverrunLimit: number('BUDGET_OVERRUN_LIMIT', 0),
		anomalySigma: number('ANOMALY_SIGMA', 0),
		learningRoom: number('LEARNING_ROOM', 0),
		explorationShare: number('EXPLORATION_SHARE', 0),
		minTrials: number('MIN_TRIALS', 0),
		massSendLimit: number('MASS_SEND_LIMIT', 0),
		quietHours: quiet?.[1] && quiet[2] ? { from: quiet[1], to: quiet[2] } : null,
		urgentInQuietHours: flag('URGENT_IN_QUIET_HOURS'),
		massSendInQuietHours: flag('MASS_SEND_IN_QUIET_HOURS'),
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
