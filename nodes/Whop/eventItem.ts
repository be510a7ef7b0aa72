import type { IDataObject } from 'n8n-workflow';
import type { WhopEvent } from '../../clients/whop';
import { toItem } from '../shared/snakeCase';

/** An event as an item, the same from the trigger and from Get Missed. */
export const eventItem = (event: WhopEvent, environment: string): IDataObject => ({
	...toItem(event),
	data: toItem(event.data),
	environment,
});
