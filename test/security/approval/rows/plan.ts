import { until } from '../../../../sandbox/n8n/publicApi';
import { LEDGER, type Way } from '../contestants';
import type { Lab } from '../lab';
import { fails, holds, notApplicable, type Finding, type Row } from '../verdict';

const DEADLINE_MS = 60_000;

/**
 * A plan is approved, and edited in the ledger before it is carried out: the ledger takes the approval as the last thing for a while,
 * the plan is given more to do, and only then does anybody read what was approved.
 */
async function editedAfterApproval(lab: Lab, way: Way): Promise<Finding> {
	if (way.startsWith('n8n')) return notApplicable('what is shown is not tied to what runs');
	if (way === 'ours-email') return notApplicable('the same record as over Telegram');
	const { ledger } = lab.autopilot;
	const { control, approverId } = lab.ours;
	const reply = await lab.autopilot.post('goal', {
		instruction: '1週間で200万作りたい、ワークフロー回してくれ',
		now: new Date().toISOString(),
		requested_by: 'owner',
	});
	const { goal_id: goalId } = reply.body as { goal_id: string };
	const questionOf = async (): Promise<{ decisionId: string; messageId: number; executionId: string }> =>
		await until('the question about the plan', DEADLINE_MS, async () => {
			const decisions = await ledger.read('decision_log', { goalId });
			const open = decisions.find(({ status }) => status === 'pending');
			const messageId = open?.channels.find(({ status }) => status === 'sent')?.reference.messageId;
			if (!open || messageId === undefined || open.executionId === null) return null;
			return { decisionId: open.decisionId, messageId, executionId: open.executionId };
		});
	const { decisionId, messageId, executionId } = await questionOf();
	await lab.untilWaiting(executionId);
	lab.gate.closeAfter(LEDGER, 'PATCH');
	try {
		control.chat.tap(messageId, 0, approverId);
		await until('the approval on record', DEADLINE_MS, async () => {
			const [decision] = await ledger.read('decision_log', { decisionId });
			return decision?.status === 'approved';
		});
		const [goal] = await ledger.read('goals_tracker', { goalId });
		if (!goal?.plan) return fails('there is no plan');
		const allocations = goal.plan.allocations.map((allocation) => ({
			...allocation,
			actionsPerDay: allocation.actionsPerDay.map((actions) => actions * 10),
		}));
		await ledger.update('goals_tracker', [{ key: goalId, values: { plan: { ...goal.plan, allocations } } }]);
	} finally {
		lab.gate.open();
	}
	await lab.autopilot.post('tick', { now: new Date().toISOString() });
	const again = await until('the plan to be asked about anew', DEADLINE_MS, async () => {
		const decisions = await ledger.read('decision_log', { goalId });
		const first = decisions.find((decision) => decision.decisionId === decisionId);
		const second = decisions.find((decision) => decision.decisionId !== decisionId && decision.channels.length > 0);
		const runs = await ledger.read('run_log', { goalId });
		if (runs.length > 0) return 'ran';
		return first?.status === 'superseded' && second?.status === 'pending' && 'asked';
	});
	if (again === 'ran') return fails('the edited plan runs');
	const asked = await questionOf();
	control.chat.tap(asked.messageId, 1, approverId);
	return holds('superseded, and asked anew');
}

/** Rows about what an approval lets through. */
export const planRows: readonly Row[] = [
	{
		id: 'plan-edited',
		oneByOne: true,
		title: 'The plan is edited after it was approved and before it runs',
		holdsWhen: 'the approval counts for nothing, and the edited plan is asked about',
		run: editedAfterApproval,
	},
];
