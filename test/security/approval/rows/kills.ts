import { until } from '../../../../sandbox/n8n/publicApi';
import { arrived, botOf, recordOf, start, timesSent, type Question, type Way } from '../contestants';
import type { Lab } from '../lab';
import { fails, holds, notApplicable, wentInTheEnd, type Finding } from '../verdict';
import type { Asked } from '../workflows';

/** One moment at which n8n is killed: how a question gets there, and what must become of it afterwards. */
export interface KillRow {
	readonly id: string;
	readonly title: string;
	readonly holdsWhen: string;
	/** As in the other rows: n8n's own nodes are measured, and not held to it. */
	readonly race?: boolean;
	/** Whether the question waits for its answer already when time is stopped. */
	readonly waiting: boolean;
	/** Which moment is reached first, so that stopping time for one does not hinder another. */
	readonly order: number;
	/** Brings a question to that moment. A finding where there is no such moment. */
	readonly reach: (lab: Lab, way: Way, asked: Asked, question: Question | null) => Promise<Finding | null>;
	/** Goes on after n8n has been started again. */
	readonly after: (lab: Lab, way: Way, asked: Asked) => Promise<Finding>;
}

const DEADLINE_MS = 60_000;
const LONG_MS = 600_000;

/** Asks again under the same key and lets the approver approve, unless the workflow goes on by itself. */
async function askAgain(lab: Lab, way: Way, asked: Asked): Promise<{ went: string; asks: number }> {
	const before = timesSent(lab, way, asked.key);
	await start(lab, way, asked);
	await until('the question to be asked again, or the workflow to go on', DEADLINE_MS, async () =>
		Promise.resolve(lab.witness.of(asked.key).length > 0 || timesSent(lab, way, asked.key) > before),
	);
	const asks = timesSent(lab, way, asked.key) - before;
	if (asks > 0) {
		const question = await arrived(lab, way, asked);
		await lab.untilWaiting(question.executionId);
		await question.answer('approve');
	}
	const { id = '' } = (await lab.latestExecution(way)) ?? {};
	return { went: await wentInTheEnd(lab, { key: asked.key, executionId: id }), asks };
}

/** Lets the sending of a question stand still, before or after it reached the person, and waits until it does. */
async function stopSending(lab: Lab, way: Way, asked: Asked, when: 'before' | 'after'): Promise<null> {
	const { control } = botOf(lab, way);
	const fault = when === 'before' ? { delay: LONG_MS, drop: true } : { delayAnswer: LONG_MS };
	if (way.endsWith('email')) lab.smtp.stopsAt = when === 'before' ? 'greeting' : 'taken';
	else control.addFault({ service: 'telegram', path: '/sendMessage', ...fault });
	await start(lab, way, asked);
	await until(`the question of ${way} to be stopped`, DEADLINE_MS, async () => {
		if (when === 'after') return Promise.resolve(timesSent(lab, way, asked.key) > 0);
		// Both questions by mail are stopped together.
		return Promise.resolve(way.endsWith('email') ? lab.smtp.stopped >= 2 : control.faults().length === 0);
	});
	return null;
}

/** The moments at which n8n is killed, in the order of a question's life. */
export const killRows: readonly KillRow[] = [
	{
		id: 'killed-before-ask',
		title: 'n8n killed before the question is sent',
		holdsWhen: 'nothing runs; asked again afterwards, the answer counts once',
		waiting: false,
		order: 2,
		reach: async (lab, way, asked) => await stopSending(lab, way, asked, 'before'),
		after: async (lab, way, asked) => {
			if (lab.witness.of(asked.key).length > 0) return fails('went on without an answer');
			const { went, asks } = await askAgain(lab, way, asked);
			return went === 'approved' && asks === 1 ? holds('asked again, it counted once') : fails(`went on as ${went}`);
		},
	},
	{
		id: 'killed-after-ask',
		title: 'n8n killed right after the question is sent',
		holdsWhen: 'an answer to it counts once, or is refused visibly and counts when asked again',
		waiting: false,
		order: 3,
		reach: async (lab, way, asked) => await stopSending(lab, way, asked, 'after'),
		after: async (lab, way, asked) => {
			const told = await (await arrived(lab, way, asked)).answer('approve');
			const { went, asks } = await askAgain(lab, way, asked);
			if (went !== 'approved') return fails(`went on as ${went}`);
			if (asks === 0) return holds('counted; asked again, it went on at once');
			return told === '' ? fails('the answer is lost in silence') : holds('refused visibly; asked again, it counted once');
		},
	},
	{
		id: 'killed-while-waiting',
		title: 'n8n killed while the question waits',
		holdsWhen: 'the answer that follows counts once',
		waiting: true,
		order: 0,
		reach: async () => Promise.resolve(null),
		after: async (lab, way, asked) => {
			const question = await arrived(lab, way, asked);
			await question.answer('approve');
			const went = await wentInTheEnd(lab, question);
			return went === 'approved' ? holds('counted once') : fails(`went on as ${went}`);
		},
	},
	{
		id: 'killed-after-tap',
		race: true,
		title: 'n8n killed after the answer and before the workflow goes on',
		holdsWhen: 'answered again, or delivered again, it counts once',
		waiting: true,
		order: 4,
		reach: async (lab, way, _asked, question) => {
			if (way === 'n8n-email' || !question) return notApplicable('a link decides and goes on in one step');
			const { control } = botOf(lab, way);
			const theirs = way === 'n8n-telegram';
			if (theirs) control.addFault({ service: 'telegram', path: '/answerCallbackQuery', delay: LONG_MS, drop: true });
			else lab.gate.holdAnswer('/rows/update', 'PATCH');
			question.answer('approve').catch(() => undefined);
			await until(`the answer of ${way} to be taken`, DEADLINE_MS, async () =>
				theirs ? control.faults().length === 0 : (await recordOf(lab, question.key))?.status === 'approved',
			);
			return null;
		},
		after: async (lab, way, asked) => {
			if (lab.witness.of(asked.key).length > 0) return fails('had gone on before');
			const question = await arrived(lab, way, asked);
			await question.answer('approve');
			const went = await wentInTheEnd(lab, question);
			return went === 'approved' ? holds('answered again, it counted once') : fails(`went on as ${went}`);
		},
	},
	{
		id: 'killed-before-apply',
		title: 'n8n killed after the workflow went on and before the answer is carried out',
		holdsWhen: 'started again, the workflow goes on with the answer that was given',
		waiting: true,
		order: 1,
		reach: async (lab, _way, asked, question) => {
			lab.witness.hold(asked.key);
			question?.answer('approve').catch(() => undefined);
			await lab.witness.went(asked.key);
			return null;
		},
		after: async (lab, way, asked) => {
			lab.witness.release(asked.key);
			const { went, asks } = await askAgain(lab, way, asked);
			if (went !== 'approved') return fails(`went on as ${went}`);
			return asks === 0 ? holds('went on at once') : fails('the answer is gone: the approver is asked once more');
		},
	},
];
