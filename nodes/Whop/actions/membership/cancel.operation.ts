import { nodeFields, stated } from '../../parameters';
import { membershipField } from '../locators';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed } from '../write';

/** Ends a membership. */
export const cancel: WhopOperation = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel a membership',
	description: 'End a membership with its billing period, or at once',
	fields: [
		membershipField,
		{
			displayName: 'When',
			name: 'cancellationMode',
			type: 'options',
			options: [
				{ name: 'At Period End', value: 'at_period_end', description: 'The customer keeps what is paid for' },
				{ name: 'Immediately', value: 'immediate', description: 'Access ends now' },
			],
			default: 'at_period_end',
		},
		...gatedWriteFields('end a membership'),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id, choice } = nodeFields(context, itemIndex);
		const mode = stated('cancellationMode', choice('cancellationMode', ['at_period_end', 'immediate']));
		const write = keyed(context, itemIndex, (key) => whop.cancelWrite(id('membershipId'), mode, key));
		return await behindGate(context, itemIndex, write, async () => await whop.actOnMembership(client, write));
	},
};
