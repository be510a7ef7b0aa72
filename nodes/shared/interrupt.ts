import { ADMISSION_LANE } from '../../ledger/loopState';
import type { ShellPorts } from './shellTypes';

/** Moves the counter of admissions on: whoever is about to start something has to look again, and finds the brake pulled or the goal held. */
export async function interrupt({ ledger, now, executionId }: Pick<ShellPorts, 'ledger' | 'now' | 'executionId'>): Promise<void> {
	const fresh = { lane: ADMISSION_LANE, sequence: 0, admittedAt: now, executionId };
	await ledger.insert('run_admission', [fresh]);
	for (;;) {
		const [lane] = await ledger.read('run_admission', { lane: ADMISSION_LANE });
		const sequence = lane?.sequence ?? 0;
		const values = { sequence: sequence + 1, admittedAt: now, executionId };
		if (await ledger.transition('run_admission', ADMISSION_LANE, { sequence }, values)) return;
	}
}
