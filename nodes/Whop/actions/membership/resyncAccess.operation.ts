import { nodeFields } from '../../parameters';
import { membershipField } from '../locators';
import type { WhopOperation } from '../operation';
import { keyed, writeFields } from '../write';

/** Repairs what a membership opens. */
export const resyncAccess: WhopOperation = {
	value: 'resyncAccess',
	name: 'Resync Access',
	action: 'Resync the access of a membership',
	description: 'Work out anew what a membership opens: content, Discord roles, TradingView indicators',
	fields: [membershipField, ...writeFields],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id } = nodeFields(context, itemIndex);
		const write = keyed(context, itemIndex, (key) => whop.resyncAccessWrite(id('membershipId'), key));
		return [await whop.actOnMembership(client, write)];
	},
};
