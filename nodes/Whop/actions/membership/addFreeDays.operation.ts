import { AutopilotError } from '../../../../core/errors';
import { nodeFields, stated } from '../../parameters';
import { membershipField } from '../locators';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed } from '../write';

/** Prolongs a membership for nothing. */
export const addFreeDays: WhopOperation = {
	value: 'addFreeDays',
	name: 'Add Free Days',
	action: 'Add free days to a membership',
	description: 'Prolong a membership for nothing',
	fields: [
		membershipField,
		{
			displayName: 'Days',
			name: 'freeDays',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 7,
			required: true,
		},
		...gatedWriteFields('give days for nothing'),
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id, number } = nodeFields(context, itemIndex);
		const days = stated('freeDays', number('freeDays'));
		if (!Number.isInteger(days) || days < 1) {
			throw new AutopilotError('PARAMETER_INVALID', '"Days" must be a whole number of at least 1');
		}
		const write = keyed(context, itemIndex, (key) => whop.addFreeDaysWrite(id('membershipId'), days, key));
		return await behindGate(context, itemIndex, write, async () => await whop.actOnMembership(client, write));
	},
};
