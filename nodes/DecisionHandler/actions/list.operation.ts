import { openLedger } from '../../shared/ledger';
import type { Operation } from '../../shared/operation';
import { decisionItem } from '../decisionItem';
import { selectDecisions, selectionFields } from '../selectDecisions';

/** Pending and past decisions, one item each, the newest first. */
export const list: Operation = {
	fields: selectionFields('list', ['pending']),
	execute: async (context, itemIndex) => {
		const { ledger } = await openLedger(context, itemIndex);
		const decisions = await selectDecisions(context, itemIndex, ledger);
		return decisions.map((decision) => ({ output: 0, json: decisionItem(decision) }));
	},
};
