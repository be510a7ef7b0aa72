import type { INodeProperties } from 'n8n-workflow';
import type { WhopWrite } from '../../../clients/whop';
import { nodeFields } from '../parameters';
import type { WhopSession } from '../../shared/whop';
import type { WhopOperation } from './operation';
import { behindGate, gatedWriteFields, keyed } from './write';

/** A deletion, behind the gate: what is deleted at Whop does not come back. */
export const removal = (of: {
	/** With its article, e.g. `a plan`. */
	readonly noun: string;
	readonly description: string;
	/** Which one; it must be required. */
	readonly field: INodeProperties;
	readonly write: (whop: WhopSession['whop'], id: string, key: string) => WhopWrite;
}): WhopOperation => ({
	value: 'delete',
	name: 'Delete',
	action: `Delete ${of.noun}`,
	description: of.description,
	fields: [{ ...of.field, required: true }, ...gatedWriteFields(`delete ${of.noun}`)],
	run: async ({ whop, client }, context, itemIndex) => {
		const id = nodeFields(context, itemIndex).id(of.field.name);
		const write = keyed(context, itemIndex, (key) => of.write(whop, id, key));
		return await behindGate(context, itemIndex, write, async () => {
			await whop.remove(client, write);
			return { id, deleted: true };
		});
	},
});
