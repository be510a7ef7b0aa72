import { openLedger } from '../../shared/ledger';
import { toItem } from '../../shared/snakeCase';
import { OUTPUT } from '../goals';
import type { Operation } from '../../shared/operation';

/** Makes missing tables, columns and settings. What is there stays as it is. */
export const setUp: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		const { ledger } = await openLedger(context, itemIndex);
		return [{ output: OUTPUT.result, json: toItem(await ledger.setUp()) }];
	},
};
