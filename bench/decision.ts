/**
 * From the tap on an approver's phone to the node after the wait: this node, and n8n's own Telegram send-and-wait with its one-tap
 * buttons, in turns in the same n8n. Once with Telegram on loopback, and once as far away as it is in practice: n8n answers the tap and
 * edits the message before it goes on, this node afterwards.
 */
import { installN8n } from '../sandbox/n8n/install';
import { until } from '../sandbox/n8n/publicApi';
import { ask, botOf } from '../test/security/approval/contestants';
import { Lab } from '../test/security/approval/lab';
import { percentile, runBenchmark } from './run';

const TAPS = 40;
const WARM_UP = 5;
const WAYS = ['ours-telegram', 'n8n-telegram'] as const;
type Timed = (typeof WAYS)[number];
type Times = Record<Timed, number[]>;

/** What a call to Telegram takes at least: a new TLS connection, which n8n makes for each, over three round trips of some 30 ms. */
const TELEGRAM_MS = 100;

/** Milliseconds from the tap until the workflow goes on. */
async function tapToResume(lab: Lab, way: Timed, telegramMs: number): Promise<number> {
	const { key, executionId, credential } = await ask(lab, way);
	const { control, approverId } = botOf(lab, way);
	const { messageId } = control.chat.messages(approverId).find(({ text }) => text.includes(key)) ?? {};
	if (messageId === undefined) throw new Error(`The question ${key} is not in the chat`);
	if (telegramMs > 0) control.addFault({ service: 'telegram', delay: telegramMs, count: 1_000 });
	const tapped = performance.now();
	control.chat.forgeTap(messageId, credential.approve, approverId);
	const resumed = await until(`the question ${key} to go on`, 60_000, async () => Promise.resolve(lab.witness.timeOf(key)));
	if (lab.witness.of(key).join() !== 'approved') throw new Error(`The question ${key} went on as ${lab.witness.of(key).join()}`);
	// What a tap leaves to be done, such as edited messages, must not be in the way of the next one.
	await lab.untilEnded(executionId);
	await lab.untilIdle();
	control.clearFaults();
	return resumed - tapped;
}

async function measure(lab: Lab, telegramMs: number): Promise<Times> {
	const times: Times = { 'ours-telegram': [], 'n8n-telegram': [] };
	for (let round = -WARM_UP; round < TAPS; round += 1) {
		for (const way of WAYS) {
			const time = await tapToResume(lab, way, telegramMs);
			if (round >= 0) times[way].push(time);
		}
	}
	return times;
}

const ratioAt = (times: Times, share: number): number =>
	percentile(times['ours-telegram'], share) / percentile(times['n8n-telegram'], share);

const timesOf = (name: string, times: readonly number[]): Record<string, number> => ({
	[`${name}_p50_ms`]: percentile(times, 0.5),
	[`${name}_p95_ms`]: percentile(times, 0.95),
});

void runBenchmark(async () => {
	await installN8n((line) => console.log(line));
	const lab = await Lab.start('nothing');
	try {
		const loopback = await measure(lab, 0);
		const far = await measure(lab, TELEGRAM_MS);
		return {
			name: 'decision',
			figures: {
				...timesOf('resume', far['ours-telegram']),
				p95_ratio: ratioAt(far, 0.95),
				...timesOf('loopback_resume', loopback['ours-telegram']),
				loopback_p50_ratio: ratioAt(loopback, 0.5),
				loopback_p95_ratio: ratioAt(loopback, 0.95),
				taps: TAPS,
			},
			baselines: {
				...timesOf('n8n_resume', far['n8n-telegram']),
				...timesOf('n8n_loopback_resume', loopback['n8n-telegram']),
			},
			ratio: ratioAt(far, 0.5),
		};
	} finally {
		await lab.stop();
	}
});
