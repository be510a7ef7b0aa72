import { buildReport } from '../../core/report/buildReport';
import { deliveriesOf, endedLately, unreported } from '../../core/report/delivery';
import type { Instant } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { type LedgerSnapshot, loopState } from '../../ledger/loopState';

/**
 * Writes the final reports that are missing: a worker closed the goal and died. Without a goal that ended lately nothing is read.
 * @returns how many were missing
 */
export async function writeMissingFinals(ledger: Ledger, snapshot: LedgerSnapshot, now: Instant): Promise<number> {
	const ended = endedLately(snapshot.goals, now);
	if (ended.length === 0 || snapshot.settings.approvers.length === 0) return 0;
	const missing = unreported(ended, await ledger.read('report_log', { kind: 'final' }));
	const deliveries = missing.flatMap((goal) =>
		deliveriesOf(buildReport('final', loopState(goal, snapshot), now), snapshot.settings.approvers, { zone: goal.timeZone, now }),
	);
	if (deliveries.length > 0) await ledger.insert('report_log', deliveries);
	return missing.length;
}
