import { deliveriesOf } from '../../core/report/delivery';
import type { Instant, Report } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import type { GoalTurn } from './goalTurn';

/** A report of a goal's turn. */
export interface TurnReport {
	readonly turn: GoalTurn;
	readonly report: Report;
}

/**
 * Puts reports where they wait until they have arrived, and hands them on as items too. One that waits there already, because a
 * worker died after writing it down, is left alone.
 */
export async function queueReports(ledger: Ledger, reports: readonly TurnReport[], now: Instant): Promise<void> {
	if (reports.length === 0) return;
	for (const { turn, report } of reports) turn.reports.push(report);
	const deliveries = reports.flatMap(({ turn, report }) => {
		const { goal, settings } = turn.state;
		const ordinal = turn.reports.indexOf(report) + 1;
		return deliveriesOf(report, settings.approvers, { zone: goal.timeZone, now, ordinal });
	});
	if (deliveries.length > 0) await ledger.insert('report_log', deliveries);
}
