import { DateTime } from 'luxon';
import type { IExecuteFunctions, INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { AutopilotError } from '../../core/errors';
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
