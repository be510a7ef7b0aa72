import type { IDataObject } from 'n8n-workflow';
import type { Goal } from '../../core/types';
import { toItem } from './snakeCase';

/** A goal without its plan, which is long and stands in the ledger. */
export function goalItem(goal: Goal): IDataObject {
	const item = toItem(goal);
	delete item['plan'];
	return item;
}
