import type { CustomerFilters } from '../../../clients/whop/listFilters';
import { DIRECTIONS } from './fields';
import type { FieldReader } from '../parameters';

/** Reads the filters that Whop's lists share; those a list does not offer stay undefined. */
export const readListFilters = ({ choice, instant, ids }: FieldReader): CustomerFilters => ({
	productIds: ids('productId'),
	planIds: ids('planId'),
	promoCodeIds: ids('promoCodeId'),
	userIds: ids('userId'),
	createdAfter: instant('createdAfter'),
	createdBefore: instant('createdBefore'),
	direction: choice('direction', DIRECTIONS),
});
