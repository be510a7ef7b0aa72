import { arrived, blank, start, WAYS, type Question, type Way } from './approval/contestants';
import { Lab } from './approval/lab';
import { check, type RecordedRow, RECORDING, writeRows } from './approval/record';
import { type KillRow, killRows } from './approval/rows/kills';
import type { Finding } from './approval/verdict';
import type { Asked } from './approval/workflows';

interface Stopped {
	readonly row: KillRow;
	readonly way: Way;
	readonly asked: Asked;
	/** A finding where there is no such moment. */
	readonly finding: Finding | null;
}

/** The rows of docs/approval-safety.md in which n8n is killed: questions are brought to every moment, then one kill serves them all. */
describe('approval safety when n8n is killed', () => {
	let lab: Lab;
	const stopped: Stopped[] = [];

	beforeAll(async () => {
		lab = await Lab.start();
		const waiting = new Map<string, { asked: Asked; question: Question }>();
		const waits = killRows.filter(({ waiting: isWaiting }) => isWaiting);
		for (const { id } of waits) {
			const prepared = WAYS.map(async (way) => {
				const asked = await start(lab, way, blank(lab, way));
				const question = await arrived(lab, way, asked);
				await lab.untilWaiting(question.executionId);
				waiting.set(`${id} ${way}`, { asked, question });
			});
			await Promise.all(prepared);
		}
		// Whoever stops time for everybody comes last.
		for (const row of [...killRows].sort((a, b) => a.order - b.order)) {
			const reached = WAYS.map(async (way): Promise<Stopped> => {
				const { asked, question } = waiting.get(`${row.id} ${way}`) ?? { asked: blank(lab, way), question: null };
				return { row, way, asked, finding: await row.reach(lab, way, asked, question) };
			});
			stopped.push(...(await Promise.all(reached)));
		}
		await lab.n8n.kill();
		lab.calm();
		await lab.n8n.restart();
	}, 300_000);
	afterAll(async () => {
		await lab.stop();
	});

	it.each(killRows.map((row) => [row.title, row] as const))('%s', async (_, row) => {
		const findings: Partial<Record<Way, Finding>> = {};
		for (const { way, asked, finding } of stopped.filter((each) => each.row === row))
			findings[way] = finding ?? (await row.after(lab, way, asked));
		const { id, title, holdsWhen } = row;
		const result: RecordedRow = { id, title, holdsWhen, findings: findings as Record<Way, Finding> };
		if (RECORDING) writeRows([result]);
		check(result, row.race);
	});
});
