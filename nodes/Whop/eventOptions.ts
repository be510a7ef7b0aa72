import type { INodePropertyOptions } from 'n8n-workflow';
import { titleOf } from './titleOf';

/** Events to choose from, by name: `payment.succeeded` is `Payment Succeeded`. */
export const eventOptions = (events: readonly string[]): INodePropertyOptions[] =>
	events
		.map((value) => ({
			name: titleOf(value),
			value,
		}))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
