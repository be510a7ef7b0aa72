import type { INodeProperties } from 'n8n-workflow';
import type { DisputeEvidence } from '../../../../clients/whop/disputeWrites';
import { collectionFields, nodeFields } from '../../parameters';
import { disputeField } from '../locators';
import type { WhopOperation } from '../operation';
import { keyed, requireChanges, writeFields } from '../write';

const textField = (name: keyof DisputeEvidence, displayName: string, description?: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	...(description !== undefined && { description }),
});

const EVIDENCE: readonly INodeProperties[] = [
	textField('access_activity_log', 'Access Activity Log', 'When the buyer used what they bought'),
	textField('billing_address', 'Billing Address'),
	textField('cancellation_policy_disclosure', 'Cancellation Policy', 'What the buyer was told about cancelling'),
	{ ...textField('customer_email_address', 'Customer Email'), placeholder: 'e.g. name@email.com' },
	textField('customer_name', 'Customer Name'),
	textField('notes', 'Notes', 'Whatever else speaks for the charge'),
	textField('product_description', 'Product Description'),
	textField('refund_policy_disclosure', 'Refund Policy', 'What the buyer was told about refunds'),
	textField('refund_refusal_explanation', 'Refund Refusal', 'Why the buyer was given no refund'),
	{ ...textField('service_date', 'Service Date', 'When the buyer got what they paid for'), placeholder: 'e.g. 2026-11-20' },
];

/** Writes down what speaks for a charge. */
export const updateEvidence: WhopOperation = {
	value: 'updateEvidence',
	name: 'Update Evidence',
	action: 'Update the evidence of a dispute',
	description: 'Write down what speaks for the charge, without handing it in yet',
	fields: [
		disputeField,
		{
			displayName: 'Changes',
			name: 'changes',
			type: 'collection',
			placeholder: 'Add Change',
			default: {},
			options: [...EVIDENCE],
		},
		...writeFields,
	],
	run: async ({ whop, client }, context, itemIndex) => {
		const id = nodeFields(context, itemIndex).id('disputeId');
		const { text } = collectionFields(context, itemIndex, 'changes');
		const given = EVIDENCE.flatMap(({ name }) => {
			const value = text(name);
			return value === undefined ? [] : [[name, value] as const];
		});
		const evidence: DisputeEvidence = requireChanges(Object.fromEntries(given));
		const write = keyed(context, itemIndex, (key) => whop.evidenceWrite(id, evidence, key));
		return [await whop.actOnDispute(client, write)];
	},
};
