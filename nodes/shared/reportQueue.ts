import { deliveriesOf } from '../../core/report/delivery';
import type { Instant, Report } from '../../core/types';
import type { Ledger } from '../../ledger/ledger';
import { type Step, writeTogether } from '../../ledger/together';
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
	await writeTogether(ledger, [reportStep(reports, now)]);
	handOn(reports);
}

/**
 * The rows of reports, to be written along with something else; then they are to be handed on.
 * @param after steps without which there is nothing to report
 */
export function reportStep(reports: readonly TurnReport[], now: Instant, after: readonly Step[] = []): Step {
	const insert = reports.flatMap(({ turn, report }) => {
		const { goal, settings } = turn.state;
		turn.reportsMade += 1;
		return deliveriesOf(report, settings.approvers, { zone: goal.timeZone, now, ordinal: turn.reportsMade });
	});
	return { table: 'report_log', insert, after };
}

/** Hands reports on as items of their goals. */
export function handOn(reports: readonly TurnReport[]): void {
	for (const { turn, report } of reports) turn.reports.push(report);
}
