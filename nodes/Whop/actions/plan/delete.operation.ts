import { planField } from '../locators';
import { removal } from '../remove';

/** Deletes a plan. */
export const deletePlan = removal({
	noun: 'a plan',
	description: 'Delete a plan for good; to only hide it, update its visibility',
	field: planField,
	write: (whop, id, key) => whop.deletePlanWrite(id, key),
});
