import { encodeStrictly } from '../http/query';
import { productSchema, type WhopProduct } from './products';
import type { WhopClient, WhopWrite } from './whopClient';

/** What of a product can be set. What is not given stays as it is, or as Whop makes it. */
export interface ProductChanges {
	readonly title?: string;
	readonly headline?: string;
	readonly description?: string;
	readonly visibility?: string;
	readonly metadata?: Readonly<Record<string, unknown>>;
}

const given = (changes: ProductChanges): WhopWrite['body'] =>
	Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));

/** What making a product sends. Without the documented key it would be made twice, so it always has one. */
export const newProductWrite = (
	companyId: string,
	product: ProductChanges & { readonly title: string },
	idempotencyKey: string,
): WhopWrite => ({
	method: 'POST',
	path: '/products',
	idempotencyKey,
	repeatable: true,
	body: { account_id: companyId, ...given(product) },
});

/** What changing a product sends. */
export const updateProductWrite = (productId: string, changes: ProductChanges, idempotencyKey: string): WhopWrite => ({
	method: 'PATCH',
	path: `/products/${encodeStrictly(productId)}`,
	idempotencyKey,
	repeatable: true,
	body: { ...given(changes) },
});

/** What deleting a product sends. */
export const deleteProductWrite = (productId: string, idempotencyKey: string): WhopWrite => ({
	method: 'DELETE',
	path: `/products/${encodeStrictly(productId)}`,
	idempotencyKey,
});

/** Makes or changes a product. @returns the product as it stands after. */
export const writeProduct = async (client: WhopClient, write: WhopWrite): Promise<WhopProduct> =>
	await client.write(write, productSchema);
