import { DateTime } from 'luxon';
import type { IExecuteFunctions, INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { AutopilotError } from '../../core/errors';
import type { Settings } from '../../core/settings';
import type { Instant } from '../../core/types';

/** Lets a back-test or the sandbox replay days; in production it stays at its default. */
export const currentTimeProperty: INodeProperties = {
	displayName: 'Current Time',
	name: 'currentTime',
	type: 'dateTime',
	default: '={{ $now }}',
	description: 'The time the node takes for now. Change it only to replay past days.',
};

/**
 * Reads "Current Time". An expression hands over a luxon DateTime of n8n's own copy of luxon, the editor a string.
 * @throws AutopilotError PARAMETER_INVALID
 */
export function readCurrentTime(context: IExecuteFunctions | IWebhookFunctions, itemIndex: number): Instant {
	const raw: unknown =
		'getInputData' in context
			? context.getNodeParameter('currentTime', itemIndex, '')
			: context.getNodeParameter('currentTime', '');
	const text = String(raw);
	const zone = context.getTimezone();
	const parsed = /^\d{10,}$/.test(text) ? DateTime.fromMillis(Number(text)) : DateTime.fromISO(text, { zone });
	const time = parsed.isValid ? parsed : DateTime.fromSQL(text, { zone });
	const instant = time.toUTC().toISO();
	if (instant === null)
		throw new AutopilotError('PARAMETER_INVALID', `"Current Time" is not a date and time: ${text.slice(0, 60)}`);
	return instant;
}

/** An execution may have waited a little between the moment its trigger took for now and this node. */
const PRESENT_MINUTES = 15;

/** Whether an instant is now, give or take what an execution may have waited. */
export const isPresent = (instant: Instant): boolean => Math.abs(Date.parse(instant) - Date.now()) <= PRESENT_MINUTES * 60_000;

/**
 * Lets nobody who knows a webhook's header move the clock of a real shop: its budgets and days hang on it.
 * @throws AutopilotError REPLAY_REFUSED
 */
export function refuseReplay(now: Instant, { allowReplay }: Pick<Settings, 'allowReplay'>): void {
	if (allowReplay || isPresent(now)) return;
	throw new AutopilotError('REPLAY_REFUSED', `"Current Time" is ${now}, which is not the present, and ALLOW_REPLAY is not true`);
}
