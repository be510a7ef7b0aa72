import type { WhopOperation } from '../operation';

/** The metrics Whop keeps. */
export const getMany: WhopOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many metrics',
	description: 'Retrieve the list of metrics Whop keeps',
	fields: [],
	run: async ({ whop, client }) => await whop.listMetrics(client),
};
