import { promoCodeField } from '../locators';
import { removal } from '../remove';

/** Takes a promo code out of use. */
export const deletePromoCode = removal({
	noun: 'a promo code',
	description: 'Take a promo code out of use; who uses it already keeps the discount',
	field: promoCodeField,
	write: (whop, id, key) => whop.deletePromoCodeWrite(id, key),
});
