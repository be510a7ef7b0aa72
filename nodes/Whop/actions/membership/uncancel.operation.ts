import { nodeFields } from '../../parameters';
import { membershipField } from '../locators';
import type { WhopOperation } from '../operation';
import { keyed, writeFields } from '../write';

/** Takes a cancellation back. */
export const uncancel: WhopOperation = {
	value: 'uncancel',
	name: 'Uncancel',
	action: 'Uncancel a membership',
	description: 'Take a cancellation at the period’s end back',
	fields: [membershipField, ...writeFields],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id } = nodeFields(context, itemIndex);
		const write = keyed(context, itemIndex, (key) => whop.uncancelWrite(id('membershipId'), key));
		return [await whop.actOnMembership(client, write)];
	},
};
