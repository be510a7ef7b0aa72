import type { CustomerFilters } from '../../../clients/whop/listFilters';
import type { FieldReader } from '../parameters';

/** Reads the filters that Whop's lists share; those a list does not offer stay undefined. */
export const readListFilters = ({ text, list, instant, ids }: FieldReader): CustomerFilters => ({
	statuses: list('statuses'),
	productIds: ids('productId'),
	planIds: ids('planId'),
	promoCodeIds: ids('promoCodeId'),
	userIds: ids('userId'),
	createdAfter: instant('createdAfter'),
	createdBefore: instant('createdBefore'),
	direction: text('direction') as CustomerFilters['direction'],
});
