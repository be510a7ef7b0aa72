import { DateTime } from 'luxon';
import { RECOVERABLE_EVENTS } from '../../../../clients/whop/eventNames';
import { AutopilotError } from '../../../../core/errors';
import { currentTimeProperty, readCurrentTime } from '../../../shared/time';
import { eventItem } from '../../eventItem';
import { eventOptions } from '../../eventOptions';
import { nodeFields, stated } from '../../parameters';
import type { WhopOperation } from '../operation';

/** Finds what a webhook did not tell. */
export const getMissed: WhopOperation = {
	value: 'getMissed',
	name: 'Get Missed',
	action: 'Get missed events',
	description: 'Read from Whop’s lists what happened of late, each as Whop Trigger would have put it out',
	fields: [
		{
			displayName:
				'Let a schedule run this, lead it and Whop Trigger into one Remove Duplicates node with the value {{ $json.event_key }}, and what was told and what was found come through once.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Events',
			name: 'events',
			type: 'multiOptions',
			required: true,
			options: eventOptions(RECOVERABLE_EVENTS),
			default: ['payment.succeeded'],
		},
		{
			displayName: 'Look Back (Hours)',
			name: 'lookBackHours',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 25,
			required: true,
			description: 'Longer than the time between two runs, so that nothing falls in between',
		},
		currentTimeProperty,
	],
	run: async ({ whop, client, environment }, context, itemIndex) => {
		const { choices, number } = nodeFields(context, itemIndex);
		const hours = stated('lookBackHours', number('lookBackHours'));
		if (!(hours > 0)) throw new AutopilotError('PARAMETER_INVALID', '"Look Back (Hours)" must be above 0');
		const now = readCurrentTime(context, itemIndex);
		const since = DateTime.fromISO(now).minus({ hours }).toUTC().toJSDate().toISOString();
		const events = await whop.readMissedEvents(client, stated('events', choices('events', RECOVERABLE_EVENTS)), { since, now });
		return events.map((event) => eventItem(event, environment));
	},
};
