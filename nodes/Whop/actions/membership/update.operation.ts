import { AutopilotError } from '../../../../core/errors';
import { nodeFields } from '../../parameters';
import { metadataField } from '../fields';
import { membershipField } from '../locators';
import type { WhopOperation } from '../operation';
import { keyed, writeFields } from '../write';

/** Sets the metadata of a membership; nothing else of it can be set. */
export const update: WhopOperation = {
	value: 'update',
	name: 'Update',
	action: 'Update the metadata of a membership',
	description: 'Set your own key-value pairs on a membership',
	fields: [membershipField, { ...metadataField, required: true }, ...writeFields],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id, object } = nodeFields(context, itemIndex);
		const metadata = object('metadata');
		if (metadata === undefined) throw new AutopilotError('PARAMETER_INVALID', '"Metadata" is empty');
		const write = keyed(context, itemIndex, (key) => whop.membershipMetadataWrite(id('membershipId'), metadata, key));
		return [await whop.actOnMembership(client, write)];
	},
};
