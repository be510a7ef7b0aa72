import { nodeFields } from '../../parameters';
import { membershipField } from '../locators';
import type { WhopOperation } from '../operation';
import { keyed, writeFields } from '../write';

/** Charges again. */
export const resume: WhopOperation = {
	value: 'resume',
	name: 'Resume',
	action: 'Resume a membership',
	description: 'Charge again for a membership that was paused',
	fields: [membershipField, ...writeFields],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id } = nodeFields(context, itemIndex);
		const write = keyed(context, itemIndex, (key) => whop.resumeWrite(id('membershipId'), key));
		return [await whop.actOnMembership(client, write)];
	},
};
