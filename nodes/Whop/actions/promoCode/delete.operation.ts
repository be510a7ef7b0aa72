import { nodeFields } from '../../parameters';
import { promoCodeField } from '../fields';
import type { WhopOperation } from '../operation';
import { behindGate, gatedWriteFields, keyed } from '../write';

/** Takes a promo code out of use. */
export const deletePromoCode: WhopOperation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a promo code',
	description: 'Take a promo code out of use; who uses it already keeps the discount',
	fields: [{ ...promoCodeField, required: true }, ...gatedWriteFields('take a promo code out of use')],
	run: async ({ whop, client }, context, itemIndex) => {
		const id = nodeFields(context, itemIndex).id('promoCodeId');
		const write = keyed(context, itemIndex, (key) => whop.deletePromoCodeWrite(id, key));
		return await behindGate(context, itemIndex, write, async () => {
			await whop.deletePromoCode(client, write);
			return { id, deleted: true };
		});
	},
};
