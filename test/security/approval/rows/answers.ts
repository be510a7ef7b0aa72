import { until } from '../../../../sandbox/n8n/publicApi';
import { ask, botOf, inChat, mailed, recordOf, SECOND_EMAIL, type Question, type Way } from '../contestants';
import type { Lab } from '../lab';
import { fails, holds, mustApproveOnce, notApplicable, wentInTheEnd, type Finding, type Row } from '../verdict';

/** When n8n would stop waiting for an execution. */
async function deadlineOf(lab: Lab, way: Way, { key, executionId }: Question): Promise<number> {
	if (way.startsWith('ours')) return Date.parse((await recordOf(lab, key))?.deadline ?? '');
	const { waitTill } = (await lab.autopilot.api.request('GET', `/executions/${executionId}`)) as { waitTill: string };
	return Date.parse(waitTill);
}

const instant = async (time: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, Math.max(0, time - Date.now())));

/** An answer two seconds after the time is over. n8n looks for waits that are over once a minute, so most such answers come before. */
async function late(lab: Lab, way: Way): Promise<Finding> {
	const question = await ask(lab, way, { seconds: 2 });
	await instant((await deadlineOf(lab, way, question)) + 2_000);
	const told = await question.answer('approve');
	if (way.startsWith('ours')) {
		const record = await recordOf(lab, question.key);
		const ok = record?.status === 'expired' && !lab.witness.of(question.key).includes('approved') && told !== '';
		return ok ? holds('refused, and told that the time is over') : fails(`recorded as ${record?.status ?? 'nothing'}`);
	}
	const status = await lab.executionStatus(question.executionId);
	if (status === 'waiting') return holds('refused');
	const went = await wentInTheEnd(lab, question);
	return went === 'approved' ? fails('a late answer counts until n8n’s next look, once a minute') : holds('too late');
}

/** Both persons a question was put before, each with their own button or link where there is one. */
async function askTwo(lab: Lab, way: Way): Promise<[Question, Question]> {
	const { approverId, secondApproverId } = botOf(lab, way);
	const asked = { approvers: `${approverId},${secondApproverId}`, email: `owner@example.com,${SECOND_EMAIL}` };
	const first = await ask(lab, way, asked);
	if (way === 'ours-telegram') return [first, await inChat(lab, way, first.key, secondApproverId)];
	if (way === 'ours-email') return [first, await mailed(lab, way, first.key, SECOND_EMAIL)];
	const { useAs } = first;
	// n8n's question stands in one chat, or in one mail to both.
	return [first, useAs ? { ...first, answer: async (choice) => useAs(secondApproverId, choice) } : first];
}

/** What the second one is told, and what the chat shows in the end, must not contradict what ran. */
async function twoAtOnce(lab: Lab, way: Way): Promise<Finding> {
	const [first, second] = await askTwo(lab, way);
	const [approving, refusing] = await Promise.all([first.answer('approve'), second.answer('refuse')]);
	const went = await wentInTheEnd(lab, first);
	if (went !== 'approved' && went !== 'rejected') return fails(`went on as ${went}`);
	if (way === 'n8n-telegram') {
		const { control, approverId } = botOf(lab, way);
		const shown = await until('the outcome in the chat', 20_000, async () =>
			control.chat.messages(approverId).findLast(({ text }) => text.includes(first.key) && /Approved|Declined/.test(text)),
		);
		const says = shown.text.includes('Approved') ? 'approved' : 'rejected';
		return says === went && shown.text.match(/Approved|Declined/g)?.length === 1
			? holds(`one outcome, shown to both`)
			: fails(`went on as ${went}, but the chat says ${says}`);
	}
	if (approving === refusing) return fails(`went on as ${went}, but both are told that their answer was recorded`);
	return holds('one outcome; the other is told what was decided');
}

/** An answer in the last moment: whatever is recorded or shown as the outcome is what the workflow went on with. */
async function lastMoment(lab: Lab, way: Way): Promise<Finding> {
	const question = await ask(lab, way, { seconds: 3 });
	await instant((await deadlineOf(lab, way, question)) - 30);
	await question.answer('approve');
	if (way.startsWith('ours')) {
		const record = await until('the outcome on record', 20_000, async () => {
			const found = await recordOf(lab, question.key);
			return found?.status !== 'pending' && found;
		});
		if (record.status === 'expired')
			return lab.witness.of(question.key).includes('approved') ? fails('expired and approved') : holds('one outcome');
	}
	const went = await wentInTheEnd(lab, question);
	return went === 'approved' || went === 'expired' ? holds('one outcome') : fails(`went on as ${went}`);
}

/** Two of three have to approve, and the first of them asked: their own approval must not count as one of the two. */
async function requesterApproves(lab: Lab, way: Way): Promise<Finding> {
	if (way.startsWith('n8n')) return notApplicable('no quorum: the first answer decides, whoever asked');
	const { approverId, secondApproverId } = botOf(lab, way);
	const [third, email] = [String(secondApproverId + 1), `owner@example.com,${SECOND_EMAIL},third@example.com`];
	const own = way === 'ours-email' ? 'email:owner@example.com' : `telegram:${approverId}`;
	const given = { approvers: `${approverId},${secondApproverId},${third}`, email, quorum: 2, requestedBy: own };
	const first = await ask(lab, way, given);
	const second = await (way === 'ours-email'
		? mailed(lab, way, first.key, SECOND_EMAIL)
		: inChat(lab, way, first.key, secondApproverId));
	const told = await first.answer('approve');
	await second.answer('approve');
	const record = await recordOf(lab, first.key);
	if (record?.status !== 'pending' || lab.witness.of(first.key).length > 0)
		return fails(`recorded as ${record?.status ?? 'nothing'}`);
	if (told === '') return fails('refused in silence');
	const counted = await lab.autopilot.ledger.read('answer_log', { decisionId: record.decisionId, result: 'counted' });
	return counted.length === 1 && counted[0]?.approver !== own
		? holds('refused; only the other approval counted')
		: fails(`${counted.length} approvals counted`);
}

/** Rows about honest answers that come at a bad moment. */
export const answerRows: readonly Row[] = [
	{
		id: 'expired',
		race: true,
		title: 'An answer after the time is over',
		holdsWhen: 'it does not count',
		run: async (lab, way) => {
			const finding = await late(lab, way);
			// Where the minute's look came in between, nothing was learnt: once more.
			return finding.seen === 'too late' ? await late(lab, way) : finding;
		},
	},
	{
		id: 'double-tap',
		title: 'Double tap, or a link opened twice at once',
		holdsWhen: 'the workflow goes on once',
		run: async (lab, way) =>
			await mustApproveOnce(lab, way, async (question) => Promise.all([question.answer('approve'), question.answer('approve')])),
	},
	{
		id: 'two-approvers',
		race: true,
		title: 'Two approvers at once, one for and one against',
		holdsWhen: 'one outcome, and neither of them is told or shown another one',
		// A race may end well by chance: three are run.
		run: async (lab, way) => {
			const findings = [await twoAtOnce(lab, way), await twoAtOnce(lab, way), await twoAtOnce(lab, way)];
			return findings.find(({ verdict }) => verdict === 'fails') ?? findings[0] ?? fails('not measured');
		},
	},
	{
		id: 'requester-approves',
		title: 'Whoever asked approves their own request, where two have to agree',
		holdsWhen: 'their approval does not count',
		run: requesterApproves,
	},
	{
		id: 'tap-against-expiry',
		race: true,
		title: 'An answer in the moment the time is over',
		holdsWhen: 'one outcome, on record and in what runs',
		run: lastMoment,
	},
];
