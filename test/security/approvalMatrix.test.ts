import { Lab } from './approval/lab';
import { check, measure, RECORDING, writeRows } from './approval/record';
import { answerRows } from './approval/rows/answers';
import { linkRows } from './approval/rows/links';
import { outageRows } from './approval/rows/outages';
import { planRows } from './approval/rows/plan';
import { shownRows } from './approval/rows/shown';

/**
 * The rows of docs/approval-safety.md that need no kill, in one real n8n, each asked over this node and over n8n's own send-and-wait.
 * Every row of ours must hold. What n8n's own nodes did is compared with what the document says of them.
 */
describe('approval safety', () => {
	let lab: Lab;

	beforeAll(async () => {
		lab = await Lab.start();
	}, 300_000);
	afterAll(async () => {
		await lab.stop();
	});
	afterEach(() => {
		lab.calm();
		for (const { control } of [lab.ours, lab.theirs]) control.dropUpdates();
	});

	const rows = [...linkRows, ...answerRows, ...shownRows, ...outageRows, ...planRows];
	it.each(rows.map((row) => [row.title, row] as const))('%s', async (_, row) => {
		const result = await measure(lab, row);
		if (RECORDING) writeRows([result]);
		check(result, row.race);
	});
});
