import type { INodeProperties } from 'n8n-workflow';
import type { DecisionStatus } from '../../../core/types';
import { goalIdField, type Operation } from '../../shared/operation';
import { decisionItem } from '../decisionItem';
import { openLedger } from '../../shared/ledger';

const STATUSES: readonly DecisionStatus[] = ['pending', 'approved', 'rejected', 'expired', 'cancelled', 'superseded'];

const fields: INodeProperties[] = [
	{ ...goalIdField(['list']), description: 'The goal whose decisions to list. Leave empty for all.' },
	{
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		options: [
			{ name: 'Approved', value: 'approved' },
			{ name: 'Cancelled', value: 'cancelled' },
			{ name: 'Expired', value: 'expired' },
			{ name: 'Pending', value: 'pending' },
			{ name: 'Rejected', value: 'rejected' },
			{ name: 'Superseded', value: 'superseded' },
		],
		default: ['pending'],
		description: 'Which decisions to list. Leave empty for all.',
		displayOptions: { show: { operation: ['list'] } },
	},
];

/** Pending and past decisions, one item each, the newest first. */
export const list: Operation = {
	fields,
	execute: async (context, itemIndex) => {
		const goalId = String(context.getNodeParameter('goalId', itemIndex, '')).trim();
		const chosen = new Set(context.getNodeParameter('statuses', itemIndex, []) as readonly string[]);
		const wanted = STATUSES.filter((status) => chosen.size === 0 || chosen.has(status));
		const { ledger } = await openLedger(context, itemIndex);
		const [only] = wanted;
		const where = { ...(goalId !== '' && { goalId }), ...(wanted.length === 1 && only && { status: only }) };
		const decisions = await ledger.read('decision_log', where);
		return decisions
			.filter(({ status }) => wanted.includes(status))
			.sort((a, b) => (a.askedAt < b.askedAt ? 1 : a.askedAt > b.askedAt ? -1 : 0))
			.map((decision) => ({ output: 0, json: decisionItem(decision) }));
	},
};
