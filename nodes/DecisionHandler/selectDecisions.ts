import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Decision, DecisionStatus } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { goalField, readGoalId } from '../shared/goalField';

const STATUSES: readonly DecisionStatus[] = ['pending', 'approved', 'rejected', 'expired', 'cancelled', 'superseded'];

/** Fields that say which decisions an operation is about. */
export const selectionFields = (operation: string, statuses: readonly DecisionStatus[]): INodeProperties[] => [
	goalField([operation], 'The goal whose decisions to take. Leave empty for all.'),
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
		default: [...statuses],
		description: 'Which decisions to take. Leave empty for all.',
		displayOptions: { show: { operation: [operation] } },
	},
];

/** The decisions that the fields name, the newest first. */
export async function selectDecisions(context: IExecuteFunctions, itemIndex: number, ledger: Ledger): Promise<Decision[]> {
	const goalId = readGoalId(context, itemIndex);
	const chosen = new Set(context.getNodeParameter('statuses', itemIndex, []) as readonly string[]);
	const wanted = STATUSES.filter((status) => chosen.size === 0 || chosen.has(status));
	const [only] = wanted;
	const where = { ...(goalId !== '' && { goalId }), ...(wanted.length === 1 && only && { status: only }) };
	const decisions = await ledger.read('decision_log', where);
	return decisions
		.filter(({ status }) => wanted.includes(status))
		.sort((a, b) => (a.askedAt < b.askedAt ? 1 : a.askedAt > b.askedAt ? -1 : 0));
}
