import type { WhopResource } from '../operation';
import { create } from './create.operation';
import { deletePromoCode } from './delete.operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';

/** Discounts that buyers type in. */
export const promoCode: WhopResource = {
	value: 'promoCode',
	name: 'Promo Code',
	operations: [create, deletePromoCode, get, getMany],
};
