import { productField } from '../locators';
import { removal } from '../remove';

/** Deletes a product. */
export const deleteProduct = removal({
	noun: 'a product',
	description: 'Delete a product for good; to only hide it, update its visibility',
	field: productField,
	write: (whop, id, key) => whop.deleteProductWrite(id, key),
});
