import { until } from '../../../../sandbox/n8n/publicApi';
import { arrived, ask, botOf, start, timesSent, type Way } from '../contestants';
import type { Lab } from '../lab';
import type { Fault } from '../../../../sandbox/shared/faults';
import { fails, holds, notApplicable, wentInTheEnd, type Finding, type Row } from '../verdict';

/** Waits until an asking workflow has failed. */
async function untilAskingFailed(lab: Lab, way: Way, before: string): Promise<void> {
	await until('the asking to fail', 60_000, async () => {
		const latest = await lab.latestExecution(way);
		return latest !== null && latest.id !== before && latest.status === 'error';
	});
}

/** The question has to arrive, once, although the channel is in trouble for a while, and its answer has to count once. */
async function troubled(lab: Lab, way: Way, fault: Omit<Fault, 'service'>, lastsMs: number | null): Promise<Finding> {
	if (way.endsWith('email')) return notApplicable('no Telegram');
	const { control } = botOf(lab, way);
	const before = (await lab.latestExecution(way))?.id ?? '0';
	control.addFault({ service: 'telegram', path: '/sendMessage', ...fault });
	const over = lastsMs === null ? null : setTimeout(() => control.clearFaults('telegram'), lastsMs);
	try {
		const asked = await start(lab, way);
		const question = await Promise.race([
			arrived(lab, way, asked),
			untilAskingFailed(lab, way, before).then(
				() => null,
				() => null,
			),
		]);
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
	if (way.endsWith('email')) return notApplicable('no Telegram');
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

/** Rows about a channel in trouble. */
export const outageRows: readonly Row[] = [
	{
		id: 'telegram-429',
		title: 'Telegram answers 429 with “retry after 5” for five seconds',
		holdsWhen: 'the question arrives once, its answer counts once',
		run: async (lab, way) => await troubled(lab, way, { status: 429, retryAfter: 5, count: 1_000 }, 5_000),
	},
	{
		id: 'telegram-down-at-answer',
		title: 'Telegram takes no call while the answer comes',
		holdsWhen: 'the answer counts once',
		run: telegramDownAtAnswer,
	},
];
