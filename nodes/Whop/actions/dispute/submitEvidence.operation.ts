import { nodeFields } from '../../parameters';
import { disputeField } from '../locators';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed } from '../write';

/** Hands the evidence in. */
export const submitEvidence: WhopOperation = {
	value: 'submitEvidence',
	name: 'Submit Evidence',
	action: 'Submit the evidence of a dispute',
	description: 'Hand the evidence in to the bank, after which it cannot be changed',
	fields: [disputeField, ...gatedWriteFields('hand evidence in for good')],
	run: async ({ whop, client }, context, itemIndex) => {
		const { id } = nodeFields(context, itemIndex);
		const write = keyed(context, itemIndex, (key) => whop.submitEvidenceWrite(id('disputeId'), key));
		return await behindGate(context, itemIndex, write, async () => await whop.actOnDispute(client, write));
	},
};
