import { AutopilotError } from '../../../../core/errors';
import { nodeFields } from '../../parameters';
import type { WhopOperation } from '../operation';
import { keyed, writeFields } from '../write';

/** A new affiliate. */
export const create: WhopOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create an affiliate',
	description: 'Make a user of Whop an affiliate, or find the one they are already',
	fields: [
		{
			displayName: 'User',
			name: 'userIdentifier',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. user_xxxxxxxxxxxxxx',
			description: 'A user ID, username or email address',
		},
		...writeFields,
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const user = nodeFields(context, itemIndex).text('userIdentifier');
		if (user === undefined) throw new AutopilotError('PARAMETER_INVALID', '"User" is empty');
		const write = keyed(context, itemIndex, (key) => whop.newAffiliateWrite(client.companyId(), user, key));
		return [await whop.createAffiliate(client, write)];
	},
};
