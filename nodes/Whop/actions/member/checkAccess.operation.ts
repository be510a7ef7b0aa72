import { nodeFields } from '../../parameters';
import { productField, userOrNameField } from '../locators';
import type { WhopOperation } from '../operation';

/** Whether somebody may use a product. */
export const checkAccess: WhopOperation = {
	value: 'checkAccess',
	name: 'Check Access',
	action: 'Check the access of a member',
	description: 'Find out whether somebody may use a product at this moment',
	fields: [
		userOrNameField,
		{
			...productField,
			required: true,
			description: 'What is to be used. By ID, a company (biz_…) or an experience (exp_…) will do as well.',
		},
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id } = nodeFields(context, itemIndex);
		return [await whop.checkAccess(client, id('user'), id('productId'))];
	},
};
