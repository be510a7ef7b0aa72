import type { INodePropertyOptions } from 'n8n-workflow';

/** Events to choose from, by name: `payment.succeeded` is `Payment Succeeded`. */
export const eventOptions = (events: readonly string[]): INodePropertyOptions[] =>
	events
		.map((value) => ({
			name: value.replace(/[._]/g, ' ').replace(/\b[a-z]/g, (letter: string) => letter.toUpperCase()),
			value,
		}))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
