import { DECISION_TEXTS } from '../../../../core/locale/decision';
import type { Fault } from '../../../../sandbox/shared/faults';
import { until } from '../../../../sandbox/n8n/publicApi';
import { arrived, ask, blank, botOf, LEDGER, recordOf, start, startTroubled, timesSent, type Way } from '../contestants';
import type { Lab } from '../lab';
import { fails, holds, notApplicable, wentInTheEnd, type Finding, type Row } from '../verdict';

const NO_TELEGRAM = notApplicable('no Telegram');
const NO_EMAIL = notApplicable('no e-mail');
const NO_LEDGER = notApplicable('no ledger: the execution that waits is the record');

/** Nothing may run while the outage lasts; asked again under the same key afterwards, the question is answered once. */
async function downAtAsk(lab: Lab, way: Way, outage: () => void, end: () => void): Promise<Finding> {
	const asked = blank(lab, way);
	outage();
	try {
		if ((await startTroubled(lab, way, asked)) !== null) return fails('the question is said to be sent');
	} finally {
		end();
	}
	if (lab.witness.of(asked.key).length > 0) return fails('went on without an answer');
	await start(lab, way, asked);
	const question = await arrived(lab, way, asked);
	await lab.untilWaiting(question.executionId);
	await question.answer('approve');
	const went = await wentInTheEnd(lab, question);
	return went === 'approved' ? holds('nothing ran; asked again, it counted once') : fails(`went on as ${went}`);
}

/** The question has to arrive, once, although Telegram is in trouble for a while, and its answer has to count once. */
async function troubled(lab: Lab, way: Way, fault: Omit<Fault, 'service'>, lastsMs: number | null): Promise<Finding> {
	if (way.endsWith('email')) return NO_TELEGRAM;
	const { control } = botOf(lab, way);
	control.addFault({ service: 'telegram', path: '/sendMessage', ...fault });
	const over = lastsMs === null ? null : setTimeout(() => control.clearFaults('telegram'), lastsMs);
	try {
		const question = await startTroubled(lab, way);
		if (question === null) return fails('the question is never sent');
		await question.answer('approve');
		const went = await wentInTheEnd(lab, question);
		if (went !== 'approved') return fails(`went on as ${went}`);
		return timesSent(lab, way, question.key) === 1 ? holds('sent once, counted once') : fails('sent more than once');
	} finally {
		if (over) clearTimeout(over);
		control.clearFaults('telegram');
	}
}

/** Telegram takes no call while the answer comes: neither toast nor edit, but the answer has to count. */
async function telegramDownAtAnswer(lab: Lab, way: Way): Promise<Finding> {
	if (way.endsWith('email')) return NO_TELEGRAM;
	const { control } = botOf(lab, way);
	const question = await ask(lab, way);
	const { messageId } = control.chat.messages(botOf(lab, way).approverId).find(({ text }) => text.includes(question.key)) ?? {};
	control.addFault({ service: 'telegram', status: 502, count: 1_000, path: '/answerCallbackQuery' });
	control.addFault({ service: 'telegram', status: 502, count: 1_000, path: '/editMessage' });
	try {
		control.chat.tap(messageId ?? 0, way.startsWith('n8n') ? 1 : 0, botOf(lab, way).approverId);
		const went = await wentInTheEnd(lab, question);
		return went === 'approved' ? holds('counted once') : fails(`went on as ${went}`);
	} finally {
		control.clearFaults('telegram');
	}
}

/** Whether the approver is told that the answer could not be recorded. */
const saysUnavailable = (told: string): boolean =>
	[DECISION_TEXTS.en, DECISION_TEXTS.ja].some(({ page }) => told.includes(page.unavailable));

/** The answer comes while the ledger is down: it must neither count in secret nor be lost in silence. */
async function ledgerDownAtAnswer(lab: Lab, way: Way): Promise<Finding> {
	if (way.startsWith('n8n')) return NO_LEDGER;
	const question = await ask(lab, way);
	lab.gate.refuse(LEDGER);
	const told = await question.use(question.credential.approve, 'approve').finally(() => lab.gate.open());
	const record = await recordOf(lab, question.key);
	if (record?.status !== 'pending' || lab.witness.of(question.key).length > 0)
		return fails(`recorded as ${record?.status ?? 'nothing'}`);
	if (!saysUnavailable(told)) return fails(`told “${told.slice(0, 80)}”`);
	await question.answer('approve');
	const went = await wentInTheEnd(lab, question);
	return went === 'approved' ? holds('told to try again; then it counted once') : fails(`went on as ${went}`);
}

/** The ledger takes the answer as the last thing for a while: nothing reads it, until the loop's next tick. */
async function ledgerDownAtApply(lab: Lab, way: Way): Promise<Finding> {
	if (way.startsWith('n8n')) return NO_LEDGER;
	const question = await ask(lab, way);
	lab.gate.closeAfter(LEDGER, 'PATCH');
	try {
		const told = await question.answer('approve');
		if (saysUnavailable(told)) return fails('the approver is told that nothing was recorded');
		await until('the answer on record', 30_000, async () => (await recordOf(lab, question.key))?.status === 'approved');
	} finally {
		lab.gate.open();
	}
	await lab.autopilot.post('tick', { now: new Date().toISOString() });
	const went = await wentInTheEnd(lab, question);
	return went === 'approved' ? holds('kept on record; it counted once the ledger was back') : fails(`went on as ${went}`);
}

/** The execution that waits is deleted, or pruned, before the answer comes. */
async function executionDeleted(lab: Lab, way: Way): Promise<Finding> {
	const asked = blank(lab, way);
	await start(lab, way, asked);
	const question = await arrived(lab, way, asked);
	await lab.untilWaiting(question.executionId);
	await lab.autopilot.api.request('DELETE', `/executions/${question.executionId}`);
	const told = await question.answer('approve');
	const sent = timesSent(lab, way, asked.key);
	await start(lab, way, asked);
	await until('the question to be asked again, or the workflow to go on', 30_000, async () =>
		Promise.resolve(lab.witness.of(asked.key).length > 0 || timesSent(lab, way, asked.key) > sent),
	);
	if (timesSent(lab, way, asked.key) === sent) {
		const went = (await lab.witness.went(asked.key)).join(', then ');
		return went === 'approved'
			? holds('the answer is kept: started again, the workflow goes on at once')
			: fails(`went on as ${went}`);
	}
	const again = await arrived(lab, way, asked);
	await lab.untilWaiting(again.executionId);
	await again.answer('refuse');
	const went = await wentInTheEnd(lab, again);
	if (went !== 'rejected') return fails(`went on as ${went}`);
	return told === ''
		? fails('the answer is lost in silence')
		: holds('the approver is told; started again, the workflow asks anew');
}

/** Rows about channels, a ledger and executions that are not there. */
export const outageRows: readonly Row[] = [
	{
		id: 'telegram-down',
		title: 'Telegram down when asking',
		holdsWhen: 'nothing runs; asked again afterwards, the answer counts once',
		run: async (lab, way) => {
			if (way.endsWith('email')) return NO_TELEGRAM;
			const { control } = botOf(lab, way);
			return await downAtAsk(
				lab,
				way,
				() => control.addFault({ service: 'telegram', drop: true, count: 1_000, path: '/sendMessage' }),
				() => control.clearFaults('telegram'),
			);
		},
	},
	{
		id: 'smtp-down',
		oneByOne: true,
		title: 'Mail server down when asking',
		holdsWhen: 'nothing runs; asked again afterwards, the answer counts once',
		run: async (lab, way) => {
			if (way.endsWith('telegram')) return NO_EMAIL;
			return await downAtAsk(
				lab,
				way,
				() => void (lab.smtp.down = true),
				() => void (lab.smtp.down = false),
			);
		},
	},
	{
		id: 'telegram-429',
		race: true,
		title: 'Telegram answers 429 with “retry after 5” for five seconds',
		holdsWhen: 'the question arrives once, its answer counts once',
		run: async (lab, way) => await troubled(lab, way, { status: 429, retryAfter: 5, count: 1_000 }, 5_000),
	},
	{
		id: 'telegram-5xx',
		title: 'Telegram answers 502 once',
		holdsWhen: 'the question arrives once, its answer counts once',
		run: async (lab, way) => await troubled(lab, way, { status: 502 }, null),
	},
	{
		id: 'telegram-slow',
		race: true,
		title: 'Telegram shows the question and answers n8n 3 s later; the approver is faster',
		holdsWhen: 'the question arrives once, its answer counts once',
		run: async (lab, way) => await troubled(lab, way, { delayAnswer: 3_000 }, null),
	},
	{
		id: 'telegram-down-at-answer',
		title: 'Telegram takes no call while the answer comes',
		holdsWhen: 'the answer counts once',
		run: telegramDownAtAnswer,
	},
	{
		id: 'ledger-down-at-ask',
		oneByOne: true,
		title: 'Ledger down when asking',
		holdsWhen: 'nobody is asked and nothing runs; asked again afterwards, the answer counts once',
		run: async (lab, way) => {
			if (way.startsWith('n8n')) return NO_LEDGER;
			return await downAtAsk(
				lab,
				way,
				() => lab.gate.refuse(LEDGER),
				() => lab.gate.open(),
			);
		},
	},
	{
		id: 'ledger-down-at-answer',
		oneByOne: true,
		title: 'Ledger down when answering',
		holdsWhen: 'the approver is told that nothing was recorded; answered again, it counts once',
		run: ledgerDownAtAnswer,
	},
	{
		id: 'ledger-down-at-apply',
		oneByOne: true,
		title: 'Ledger down from the moment it has taken the answer',
		holdsWhen: 'the answer is kept, and counts once the ledger is back',
		run: ledgerDownAtApply,
	},
	{
		id: 'execution-deleted',
		title: 'The execution is deleted or pruned while it waits',
		holdsWhen: 'the answer is kept, or the approver is told that it does not count',
		run: executionDeleted,
	},
];
