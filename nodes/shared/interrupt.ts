import { AutopilotError } from '../../core/errors';
import { ADMISSION_LANE } from '../../ledger/loopState';
import type { ShellPorts } from './shellTypes';

/** Far more than there are workers who move the counter in the same moment. */
const MOST_TRIES = 20;

/**
 * Moves the counter of admissions on: whoever is about to start something has to look again, and finds the brake pulled or the goal held.
 * @throws AutopilotError LEDGER_CONFLICT where others always come first, or the counter does not stay
 */
export async function interrupt({ ledger, now, executionId }: Pick<ShellPorts, 'ledger' | 'now' | 'executionId'>): Promise<void> {
	const fresh = { lane: ADMISSION_LANE, sequence: 0, admittedAt: now, executionId };
	let isThere = false;
	for (let tries = 0; tries < MOST_TRIES; tries++) {
		// Somebody may have removed it since.
		if (!isThere) await ledger.insert('run_admission', [fresh]);
		const [lane] = await ledger.read('run_admission', { lane: ADMISSION_LANE });
		isThere = lane !== undefined;
		const sequence = lane?.sequence ?? 0;
		const values = { sequence: sequence + 1, admittedAt: now, executionId };
		if (await ledger.transition('run_admission', ADMISSION_LANE, { sequence }, values)) return;
	}
	throw new AutopilotError('LEDGER_CONFLICT', `The counter of admissions could not be moved on in ${MOST_TRIES} tries`);
}
