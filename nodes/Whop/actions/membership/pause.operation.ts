import { nodeFields } from '../../parameters';
import { timeField } from '../fields';
import { membershipField } from '../locators';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed } from '../write';

/** Stops charging. */
export const pause: WhopOperation = {
	value: 'pause',
	name: 'Pause',
	action: 'Pause a membership',
	description: 'Stop charging for a membership; access stays',
	fields: [
		membershipField,
		{ ...timeField('resumesAt', 'Resumes At'), description: 'When charging begins again. Leave empty for no date.' },
		...gatedWriteFields('stop charging for a membership'),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id, instant } = nodeFields(context, itemIndex);
		const resumesAt = instant('resumesAt');
		const write = keyed(context, itemIndex, (key) => whop.pauseWrite(id('membershipId'), resumesAt, key));
		return await behindGate(context, itemIndex, write, async () => await whop.actOnMembership(client, write));
	},
};
